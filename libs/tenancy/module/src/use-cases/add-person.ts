import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { checkPassword, normalEmail, type OperatorRole } from '@seatline/tenancy-domain';
import { findPersonByEmail, grantOperator, insertPerson, type Locale } from '../persistence/persons';
import { PasswordHashing } from '../ports/password-hashing';

export interface PersonInput {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  readonly locale: Locale;
}

export type PersonRefusal = 'password.length' | 'password.too-easy' | 'person.exists';

/** Makes a person with a password. Whether they may, and for which tenant, is the caller's to know. */
@Injectable()
export class AddPerson {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly passwords: PasswordHashing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(input: PersonInput): Promise<Result<string, PersonRefusal>> {
    const email = normalEmail(input.email);
    const checked = checkPassword(input.password, email);
    if (!checked.ok) return checked;
    const passwordHash = await this.passwords.hash(checked.value);
    const person = await this.platform.run((tx) => insertPerson(tx, { ...input, email, passwordHash }, this.clock.now()));
    return person ? accept(person.id) : refuse('person.exists');
  }
}

/** For what sets an installation up (demo, tests, the first operator): the person is there afterwards, with the password of whoever made them first. */
@Injectable()
export class AddOperator {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly addPerson: AddPerson,
  ) {}

  /** @returns the person's id. @throws Error when the password may not be set. */
  async run(input: PersonInput & { readonly roles: readonly OperatorRole[] }): Promise<string> {
    const personId = await findOrAdd(this.platform, this.addPerson, input);
    await this.platform.run((tx) => grantOperator(tx, personId, input.roles));
    return personId;
  }
}

/** @throws Error when nobody has the e-mail and the password may not be set. */
export async function findOrAdd(platform: PlatformUnitOfWork, addPerson: AddPerson, input: PersonInput): Promise<string> {
  const added = await addPerson.run(input);
  if (added.ok) return added.value;
  const known = await platform.run((tx) => findPersonByEmail(tx, normalEmail(input.email)));
  if (!known) throw new Error(`a person could not be added: ${added.refusal.code}`);
  return known.id;
}

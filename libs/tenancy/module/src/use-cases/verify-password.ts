import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, SYSTEM_ACTOR } from '@seatline/server';
import { beginSignIn, LONGEST_PASSWORD, normalEmail } from '@seatline/tenancy-domain';
import { findPersonByEmail, forgetSignInFailures, lockSignInFailures, type PersonRow, saveSignInFailures } from '../persistence/persons';
import { PasswordHashing } from '../ports/password-hashing';
import { SessionTokens } from './session-tokens';

/** A person who has proved who they are. */
export type VerifiedPerson = PersonRow;

/** Whose e-mail and password these are; says the same, and takes as long, whether the e-mail or the password is wrong. */
@Injectable()
export class VerifyPassword {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly passwords: PasswordHashing,
    private readonly tokens: SessionTokens,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(email: string, password: string): Promise<Result<VerifiedPerson, 'sign-in.refused' | 'sign-in.locked'>> {
    const address = normalEmail(email);
    const hash = this.tokens.emailHash(address);
    const begun = await this.begin(hash);
    if (!begun.ok) return begun;
    // PostgreSQL refuses text with a NUL instead of not finding it, which would be another answer.
    const person = address.includes('\0') ? null : await this.platform.run((tx) => findPersonByEmail(tx, address));
    const right = await this.passwords.verify(person?.passwordHash ?? null, password.slice(0, LONGEST_PASSWORD + 1));
    if (!person || !right) return refuse('sign-in.refused');
    await this.platform.run((tx) => forgetSignInFailures(tx, hash));
    return accept(person);
  }

  /** The attempt is counted, and committed, before the password is looked at. */
  private begin(hash: string): Promise<Result<true, 'sign-in.locked'>> {
    return this.platform.run(async (tx) => {
      const now = this.clock.now();
      const attempt = beginSignIn(await lockSignInFailures(tx, hash, now), now);
      if (!attempt.allowed) return refuse('sign-in.locked', { minutes: Math.ceil((attempt.lockedUntil - now) / 60_000) });
      await saveSignInFailures(tx, hash, attempt.failures, now);
      if (attempt.failures.lockedUntil !== null) {
        await this.audit.recordPlatform(tx, SYSTEM_ACTOR, {
          action: 'sign-in.last-attempt', subjectKind: 'sign-in', subjectId: hash.slice(0, 12), facts: { failures: attempt.failures.count },
        });
      }
      return accept(true as const);
    });
  }
}

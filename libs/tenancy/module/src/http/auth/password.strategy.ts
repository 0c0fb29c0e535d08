import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Problem } from '@seatline/server';
import { Strategy } from 'passport-local';
import { VerifyPassword, type VerifiedPerson } from '../../use-cases/verify-password';

const PASSWORD = 'seatline-password';

/** passport-local: e-mail and password from the body of the sign-in. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, PASSWORD) {
  constructor(private readonly verifyPassword: VerifyPassword) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  /** Runs before the body is validated, so it takes nothing for granted. */
  async validate(email: unknown, password: unknown): Promise<VerifiedPerson> {
    if (typeof email !== 'string' || typeof password !== 'string') throw new Problem('sign-in.refused');
    const verified = await this.verifyPassword.run(email, password);
    if (!verified.ok) throw Problem.from(verified.refusal);
    return verified.value;
  }
}

/** On the sign-in route only: whoever passes has proved who they are. */
@Injectable()
export class PasswordGuard extends AuthGuard(PASSWORD) {
  override handleRequest<Person>(error: unknown, person: Person | false, _info: unknown, _context: ExecutionContext): Person {
    if (error) throw error;
    if (!person) throw new Problem('sign-in.refused');
    return person;
  }
}

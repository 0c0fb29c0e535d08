import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import { PasswordHashing } from '../ports/password-hashing';

/** OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

@Injectable()
export class Argon2PasswordHashing extends PasswordHashing {
  private nobody: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return argon2.hash(password, COST);
  }

  async verify(hash: string | null, password: string): Promise<boolean> {
    this.nobody ??= this.hash(randomBytes(16).toString('hex'));
    const right = await argon2.verify(hash ?? (await this.nobody), password);
    return right && hash !== null;
  }
}

import type { Refusal } from '@seatline/kernel';

/** A refusal on its way to the client: the filter turns it into problem+json (RFC 9457) with the code's message in the reader's language. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly facts: Refusal['facts'] = {},
  ) {
    super(code);
    this.name = 'Problem';
  }

  static from(refusal: Refusal): Problem {
    return new Problem(refusal.code, refusal.facts);
  }
}

/** What is not there, and what is another tenant's, look the same. */
export function notFound(kind: string): Problem {
  return new Problem('not-found', { kind });
}

import type { Instant } from './civil-time';

/** The only source of "now". Stories and demos travel in time by setting it; nothing else in the product reads the machine's clock. */
export interface Clock {
  now(): Instant;
}

export const SYSTEM_CLOCK: Clock = { now: () => Date.now() as Instant };

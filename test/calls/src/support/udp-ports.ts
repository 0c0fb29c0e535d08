import { randomInt } from 'node:crypto';
import { freeUdpPort } from '@seatline/telephony';

// Below the ports that the machine gives to whoever asks for any, above those that Asterisk speaks from.
const FIRST = 20_000;
const LAST = 32_000;
let next = randomInt(FIRST, LAST);

/** A UDP port of the loopback for a party of ours: it stays free until the party opens it, however late, for nobody is given it by chance and we give it once. */
export async function ownUdpPort(): Promise<number> {
  for (;;) {
    next = next + 1 < LAST ? next + 1 : FIRST;
    const free = await freeUdpPort('127.0.0.1', next).catch(() => null);
    if (free !== null) return free;
  }
}

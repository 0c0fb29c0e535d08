import type { Instant } from '@seatline/kernel';

/** A leg that we dial bears an id of ours, which has no dot; one that somebody begins is named by Asterisk: `node1-1795299081.7`. */
export function isDialledLeg(legId: string): boolean {
  return !legId.includes('.');
}

export const OUR_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A number goes into the address that Asterisk dials, so nothing may be in it that could change that address. */
export const DIALLABLE = /^[+*#0-9]{1,32}$/;

/** The caller's number as a callee may see it. It came from outside and goes into a header, so only what numbers and SIP names consist of is passed on. */
export function presentableNumber(from: string): string {
  return from.replace(/[^\w+.*#-]/g, '').slice(0, 64) || 'anonymous';
}

/** Asterisk writes the zone without a colon, and in its event log microseconds. */
export function instantOf(asteriskTime: string): Instant {
  const at = Date.parse(asteriskTime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at)) throw new Error(`not a time of Asterisk's: ${asteriskTime}`);
  return at as Instant;
}

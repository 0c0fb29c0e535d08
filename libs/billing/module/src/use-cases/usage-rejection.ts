import type { LegRecord, UsageDirection } from '../persistence/usage';

/** Why a record cannot be kept as it is; its sender has to mend it. What merely cannot be priced is kept. */
export type UsageRejection = 'bad-key' | 'bad-direction' | 'bad-number' | 'bad-instant' | 'bad-duration' | 'bad-id';

const DIRECTIONS: ReadonlySet<UsageDirection> = new Set<UsageDirection>(['inbound', 'outbound', 'internal']);

/** Three of them fit into one entry of the key's index, whatever characters they are of. */
const LONGEST_KEY_PART = 200;
const LONGEST_NUMBER = 64;

/** The last instant that is written with four digits of a year. */
const LAST_INSTANT = Date.UTC(10_000, 0) - 1;

/** A longer call is a broken clock; its seconds would not fit into their column either. */
const LONGEST_CALL_MILLISECONDS = 31 * 86_400_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with a record from outside; null when nothing is. One that the database would refuse must not take its whole batch with it. */
export function rejectionOf(record: LegRecord): UsageRejection | null {
  if (![record.source, record.callId, record.leg].every((part) => isText(part, LONGEST_KEY_PART))) return 'bad-key';
  if (!DIRECTIONS.has(record.direction) || typeof record.carrierLeg !== 'boolean') return 'bad-direction';
  if (!isNumber(record.ourNumber) || !isNumber(record.otherNumber)) return 'bad-number';
  if (record.answeredAt !== null && !isWithin(record.answeredAt, LAST_INSTANT)) return 'bad-instant';
  if (!isWithin(record.milliseconds, LONGEST_CALL_MILLISECONDS)) return 'bad-duration';
  return isId(record.seatId) && isId(record.memberId) && isId(record.leaseId) ? null : 'bad-id';
}

function isText(part: unknown, most: number): boolean {
  return typeof part === 'string' && part.length > 0 && part.length <= most && !part.includes('\0');
}

/** A number may be absent and need not look like one: what it costs is another question. */
function isNumber(part: unknown): boolean {
  return part === null || part === '' || isText(part, LONGEST_NUMBER);
}

function isWithin(value: unknown, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

function isId(part: unknown): boolean {
  return part === null || (typeof part === 'string' && UUID.test(part));
}

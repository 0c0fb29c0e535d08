import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CarrierFact, legEventId } from '@seatline/telephony-domain';
import { instantOf, isDialledLeg } from './leg-names';
import { partyOfAccount } from './endpoint-directory';

/** Where reading stopped. The inode tells a file from the one that took its name when logs were rotated. */
export interface CelPosition {
  readonly inode: number;
  readonly offset: number;
}

export interface CelPage {
  readonly facts: readonly CarrierFact[];
  readonly next: CelPosition | null;
  readonly more: boolean;
  /** Lines that are no records: said so that somebody looks, and passed over so that the rest is not lost. */
  readonly unreadable: number;
}

interface CelRecord {
  readonly eventenum: string;
  readonly eventtime: string;
  readonly ani: string;
  readonly dnid: string;
  readonly exten: string;
  readonly channame: string;
  readonly accountcode: string;
  readonly uniqueid: string;
  readonly linkedid: string;
  readonly eventextra: string;
  readonly tenantid: string;
}

const CHUNK_BYTES = 1 << 20;

export function formatPosition(position: CelPosition | null): string {
  return position ? `${position.inode}:${position.offset}` : '';
}

/** Null for an empty or foreign text, which means from the beginning. */
export function parsePosition(text: string | null): CelPosition | null {
  const [, inode, offset] = /^(\d+):(\d+)$/.exec(text ?? '') ?? [];
  return inode && offset ? { inode: Number(inode), offset: Number(offset) } : null;
}

function extra(record: CelRecord): Readonly<Record<string, unknown>> {
  return record.eventextra === '' ? {} : (JSON.parse(record.eventextra) as Record<string, unknown>);
}

/** What a record of Asterisk's event log says about a leg; null for what is no telephone leg (a recording's tap) or is told by another record as well. */
export function celFact(record: CelRecord): CarrierFact | null {
  if (!record.channame.startsWith('PJSIP/')) return null;
  const legId = record.uniqueid;
  const dialled = isDialledLeg(legId);
  const base = {
    at: instantOf(record.eventtime),
    legId,
    linkedLegId: record.linkedid,
    tenantId: record.tenantid || null,
    party: partyOfAccount(record.accountcode),
    direction: dialled ? ('out' as const) : ('in' as const),
    from: record.ani,
    to: dialled ? '' : record.dnid || record.exten,
  };
  switch (record.eventenum) {
    case 'CHAN_START':
      return { ...base, type: 'leg.started', providerEventId: legEventId(legId, 'started') };
    case 'ANSWER':
      return { ...base, type: 'leg.answered', providerEventId: legEventId(legId, 'answered') };
    case 'HANGUP':
      return { ...base, type: 'leg.ended', cause: Number(extra(record)['hangupcause'] ?? 0), providerEventId: legEventId(legId, 'ended') };
    case 'BRIDGE_ENTER':
    case 'BRIDGE_EXIT': {
      const callId = String(extra(record)['bridge_id'] ?? '');
      const type = record.eventenum === 'BRIDGE_ENTER' ? 'leg.joined' : 'leg.parted';
      return { ...base, type, callId, providerEventId: `${legId}/${type}/${callId}@${record.eventtime}` };
    }
    default:
      return null;
  }
}

/** Whole lines from an offset on. What follows the last line feed is still being written and is left for the next time. */
async function readLines(file: string, offset: number, limit: number): Promise<{ lines: readonly string[]; offset: number; more: boolean }> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, offset);
    const lines: string[] = [];
    let from = 0;
    while (lines.length < limit) {
      const end = buffer.subarray(0, bytesRead).indexOf(0x0a, from);
      if (end < 0) break;
      lines.push(buffer.toString('utf8', from, end));
      from = end + 1;
    }
    const another = buffer.subarray(0, bytesRead).indexOf(0x0a, from) >= 0;
    return { lines, offset: offset + from, more: another || (from > 0 && bytesRead === CHUNK_BYTES) };
  } finally {
    await handle.close();
  }
}

/** The log's files, the oldest first: `x.json.2`, `x.json.1`, `x.json`. */
async function logFiles(current: string): Promise<readonly { path: string; inode: number; size: number }[]> {
  const folder = dirname(current);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name === basename(current) || name.startsWith(`${basename(current)}.`));
  const files = await Promise.all(
    names.map(async (name) => {
      const { ino, size, mtimeMs } = await stat(join(folder, name));
      return { path: join(folder, name), inode: ino, size, mtimeMs, isCurrent: name === basename(current) };
    }),
  );
  return files.sort((a, b) => Number(a.isCurrent) - Number(b.isCurrent) || a.mtimeMs - b.mtimeMs);
}

/**
 * The next page of Asterisk's event log after `position`, through rotations: the file that was being read is finished under its new name before the one that
 * took its place is begun. A file that was cut short is read from its start, since the ids of facts make a repetition harmless.
 */
export async function readCelLog(current: string, position: CelPosition | null, limit: number): Promise<CelPage> {
  const files = await logFiles(current);
  const known = files.findIndex((file) => file.inode === position?.inode);
  let index = Math.max(known, 0);
  let file = files[index];
  if (!file) return { facts: [], next: position, more: false, unreadable: 0 };
  let offset = known >= 0 && position && position.offset <= file.size ? position.offset : 0;
  const nextFile = files[index + 1];
  if (nextFile && offset >= file.size) {
    index += 1;
    file = nextFile;
    offset = 0;
  }
  const page = await readLines(file.path, offset, limit);
  const facts: CarrierFact[] = [];
  let unreadable = 0;
  for (const line of page.lines) {
    try {
      const fact = celFact(JSON.parse(line) as CelRecord);
      if (fact) facts.push(fact);
    } catch {
      unreadable += 1;
    }
  }
  const finished = !page.more && index < files.length - 1;
  return { facts, next: { inode: file.inode, offset: page.offset }, more: page.more || finished, unreadable };
}

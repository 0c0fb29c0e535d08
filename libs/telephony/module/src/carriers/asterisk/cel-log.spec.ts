import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { celFact, formatPosition, parsePosition, readCelLog } from './cel-log';

function record(change: Record<string, string> = {}) {
  return {
    eventenum: 'CHAN_START',
    eventtime: '2026-11-21T22:11:21.749356+0000',
    ani: '',
    dnid: '',
    exten: '+862155500001',
    channame: 'PJSIP/trunk-tr-1-00000000',
    accountcode: 'trunk:tr-1',
    uniqueid: 'node1-1795299081.0',
    linkedid: 'node1-1795299081.0',
    eventextra: '',
    tenantid: 't-1',
    ...change,
  };
}

function line(change: Record<string, string> = {}): string {
  return `${JSON.stringify(record(change))}\n`;
}

describe('a record of Asterisk’s event log', () => {
  it('tells where a leg came from and whose it is', () => {
    expect(celFact(record())).toEqual({
      type: 'leg.started',
      providerEventId: 'node1-1795299081.0/started',
      at: Date.parse('2026-11-21T22:11:21.749Z'),
      legId: 'node1-1795299081.0',
      linkedLegId: 'node1-1795299081.0',
      tenantId: 't-1',
      party: { kind: 'trunk', trunkId: 'tr-1' },
      direction: 'in',
      from: '',
      to: '+862155500001',
    });
  });

  it('tells a cause, and a room by our own id', () => {
    expect(celFact(record({ eventenum: 'HANGUP', eventextra: '{"hangupcause":17,"hangupsource":""}' }))).toMatchObject({ type: 'leg.ended', cause: 17 });
    expect(celFact(record({ eventenum: 'HANGUP' }))).toMatchObject({ type: 'leg.ended', cause: 0 });
    const entered = celFact(record({ eventenum: 'BRIDGE_ENTER', eventextra: '{"bridge_id":"call-1"}' }));
    expect(entered).toMatchObject({ type: 'leg.joined', callId: 'call-1' });
  });

  it('of a leg that we dialled has our id and no dialled number', () => {
    const fact = celFact(record({ uniqueid: 'leg-7', channame: 'PJSIP/seat-one-00000001', accountcode: 'seat:s-1', exten: 's' }));
    expect(fact).toMatchObject({ legId: 'leg-7', direction: 'out', to: '', party: { kind: 'seat', seatId: 's-1' } });
  });

  it.each([
    ['a recording’s tap', { channame: 'Snoop/node1-1795299081.0-00000000' }],
    ['the end of a channel, told by its hangup', { eventenum: 'CHAN_END' }],
    ['what is not read', { eventenum: 'LINKEDID_END' }],
  ])('that is no leg’s own is passed over: %s', (_, change: Record<string, string>) => {
    expect(celFact(record(change))).toBeNull();
  });
});

describe('reading the event log', () => {
  let dir: string;
  let file: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'seatline-cel-'));
    file = join(dir, 'seatline.json');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is empty while there is none', async () => {
    expect(await readCelLog(file, null, 10)).toEqual({ facts: [], next: null, more: false, unreadable: 0 });
  });

  it('goes on where it stopped, page by page', async () => {
    await writeFile(file, line({ uniqueid: 'a.1' }) + line({ uniqueid: 'a.2' }) + line({ uniqueid: 'a.3' }));
    const first = await readCelLog(file, null, 2);
    expect([first.facts.map((fact) => fact.legId), first.more]).toEqual([['a.1', 'a.2'], true]);
    const second = await readCelLog(file, parsePosition(formatPosition(first.next)), 2);
    expect([second.facts.map((fact) => fact.legId), second.more]).toEqual([['a.3'], false]);
    expect((await readCelLog(file, second.next, 2)).facts).toEqual([]);
  });

  it('leaves a line that is still being written for the next time, even cut within a character', async () => {
    const whole = Buffer.from(line({ uniqueid: 'a.2', ani: '李' }));
    await writeFile(file, Buffer.concat([Buffer.from(line({ uniqueid: 'a.1' })), whole.subarray(0, whole.indexOf(0xe6) + 1)]));
    const first = await readCelLog(file, null, 10);
    expect(first.facts.map((fact) => fact.legId)).toEqual(['a.1']);
    expect(first.more).toBe(false);
    await appendFile(file, whole.subarray(whole.indexOf(0xe6) + 1));
    const second = await readCelLog(file, first.next, 10);
    expect(second.facts.map((fact) => [fact.legId, fact.from])).toEqual([['a.2', '李']]);
  });

  it('finishes a rotated file before it begins the new one', async () => {
    await writeFile(file, line({ uniqueid: 'a.1' }));
    const first = await readCelLog(file, null, 10);
    await appendFile(file, line({ uniqueid: 'a.2' }));
    await rename(file, `${file}.1`);
    await writeFile(file, line({ uniqueid: 'a.3' }));
    const rest = await readCelLog(file, first.next, 10);
    expect([rest.facts.map((fact) => fact.legId), rest.more]).toEqual([['a.2'], true]);
    const last = await readCelLog(file, rest.next, 10);
    expect([last.facts.map((fact) => fact.legId), last.more]).toEqual([['a.3'], false]);
  });

  it('begins a file again that was cut short', async () => {
    await writeFile(file, line({ uniqueid: 'a.1' }) + line({ uniqueid: 'a.2' }));
    const { next } = await readCelLog(file, null, 10);
    await truncate(file, 0);
    await appendFile(file, line({ uniqueid: 'a.3' }));
    expect((await readCelLog(file, next, 10)).facts.map((fact) => fact.legId)).toEqual(['a.3']);
  });

  it('counts what it cannot read and goes on', async () => {
    await writeFile(file, `${line({ uniqueid: 'a.1' })}not a record\n${line({ uniqueid: 'a.2', eventtime: 'never' })}${line({ uniqueid: 'a.3' })}`);
    const page = await readCelLog(file, null, 10);
    expect([page.facts.map((fact) => fact.legId), page.unreadable]).toEqual([['a.1', 'a.3'], 2]);
  });
});

describe('a position', () => {
  it('that is not ours means the beginning', () => {
    expect(parsePosition(null)).toBeNull();
    expect(parsePosition('')).toBeNull();
    expect(parsePosition('12')).toBeNull();
    expect(parsePosition('12:34')).toEqual({ inode: 12, offset: 34 });
  });
});

import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AsteriskCarrierRecords } from '../src/carriers/asterisk/asterisk.carrier-records';
import { at, type CarriedCall, describeCarrierRecords, type RecordsRig } from './carrier-records.contract';

/** A line of the event log that a node writes by itself. */
function line(call: CarriedCall, legId: string, eventenum: string, moment: number): string {
  const inbound = call.direction === 'inbound';
  return `${JSON.stringify({
    eventenum, eventtime: new Date(moment).toISOString().replace('Z', '000+0000'), ani: inbound ? call.otherNumber : call.ourNumber, dnid: '', exten: inbound ? call.ourNumber : 's',
    channame: `PJSIP/trunk-${call.trunk.id}-00000000`, accountcode: `trunk:${call.trunk.id}`, uniqueid: legId, linkedid: legId,
    eventextra: eventenum === 'HANGUP' ? '{"hangupcause":16}' : '', tenantid: call.trunk.tenantId,
  })}\n`;
}

describeCarrierRecords('Asterisk, by its event log', async (): Promise<RecordsRig> => {
  const folder = await mkdtemp(join(tmpdir(), 'seatline-cel-'));
  const file = join(folder, 'seatline.json');
  await writeFile(file, '');
  const trunk = { tenantId: 'a-tenant', id: 'trunk-1', account: null };
  let records = new AsteriskCarrierRecords(file, { now: () => at(600) });
  return {
    get records() {
      return records;
    },
    trunk, otherTrunk: { ...trunk, id: 'trunk-2' }, keeps: { dialledNumber: false, legId: true }, priceOf: () => null,
    async carry(calls) {
      for (const [place, call] of calls.entries()) {
        const legId = call.direction === 'inbound' ? `node1-1795299081.${place}` : `leg-${call.name}`;
        const end = call.answeredAt + call.seconds * 1000;
        const told = [line(call, legId, 'CHAN_START', call.answeredAt - 4_000), ...(call.seconds > 0 ? [line(call, legId, 'ANSWER', call.answeredAt)] : []), line(call, legId, 'HANGUP', end)];
        await appendFile(file, told.join(''));
      }
      // Nobody has hung up yet: not over, so not told.
      await appendFile(file, [line(calls[1]!, 'leg-going-on', 'CHAN_START', at(15)), line(calls[1]!, 'leg-going-on', 'ANSWER', at(15))].join(''));
    },
    // The folder is no folder any more: what a network mount that went away looks like.
    cutOff: async () => {
      records = new AsteriskCarrierRecords(join(file, 'gone', 'seatline.json'), { now: () => at(600) });
    },
    close: () => rm(folder, { recursive: true }),
  };
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { SimulatedCarrier } from '../src/carriers/simulated/simulated.carrier';
import { VirtualTime } from '../src/carriers/simulated/scheduler';
import type { RecordedTrunk } from '../src/ports/carrier-records';
import { at, type CarriedCall, describeCarrierRecords, type RecordsRig } from './carrier-records.contract';

const TENANT = 'a-tenant';
const trunkOf = (id: string): RecordedTrunk => ({ tenantId: TENANT, id, account: null });

async function exchange(): Promise<{ time: VirtualTime; carrier: SimulatedCarrier }> {
  const time = new VirtualTime((at(0) - 60_000) as Instant);
  const carrier = new SimulatedCarrier(time, time, () => undefined);
  await carrier.connect();
  for (const id of ['trunk-1', 'trunk-2']) await carrier.ensureTrunk({ id, tenantId: TENANT, host: 'carrier.example', port: 5060, matchAddresses: [], register: false });
  return { time, carrier };
}

async function carry({ time, carrier }: { time: VirtualTime; carrier: SimulatedCarrier }, call: CarriedCall): Promise<string> {
  await time.advance(call.answeredAt - time.now());
  const { seconds } = call;
  if (call.direction === 'inbound') {
    const caller = carrier.world.callIn({ trunkId: call.trunk.id, from: call.otherNumber, to: call.ourNumber })!;
    await carrier.acceptLeg(caller.legId);
    await time.advance(seconds * 1000);
    caller.hangUp();
    return caller.legId;
  }
  carrier.world.callee = () => ({ answerAfterMs: seconds === 0 ? null : 0, hangUpAfterMs: seconds * 1000 });
  await carrier.dial({ legId: call.name, callId: `call-${call.name}`, tenantId: TENANT, to: { kind: 'trunk', trunkId: call.trunk.id, number: call.otherNumber }, from: call.ourNumber, timeoutSeconds: 5 } as Parameters<SimulatedCarrier['dial']>[0]);
  await time.advance((seconds + 10) * 1000);
  return call.name;
}

describeCarrierRecords('simulated', async (): Promise<RecordsRig> => {
  const stage = await exchange();
  return {
    records: stage.carrier.books, trunk: trunkOf('trunk-1'), otherTrunk: trunkOf('trunk-2'), cutOff: null, keeps: { dialledNumber: true, legId: true },
    priceOf: ({ direction, seconds }) => ({ micros: direction === 'inbound' ? 0n : 40_000n * BigInt(Math.ceil(seconds / 60)), currency: 'CNY' }),
    async carry(calls) {
      for (const call of calls) await carry(stage, call);
    },
    close: () => stage.carrier.close(),
  };
});

describe('books that err', () => {
  let stage: Awaited<ReturnType<typeof exchange>>;
  const call = (name: string, minute: number): CarriedCall => ({
    trunk: trunkOf('trunk-1'), name, direction: 'outbound', ourNumber: '+862150001111', otherNumber: '+861087654321', answeredAt: at(minute), seconds: 30,
  });
  const books = async () => {
    const { calls, holes, known } = await stage.carrier.books.list(trunkOf('trunk-1'), { fromAt: at(-60), toAt: at(600) });
    return { calls: calls.map(({ legId, seconds, price, sequence }) => [legId, seconds, price?.micros, sequence]), holes, known };
  };
  beforeEach(async () => {
    stage = await exchange();
    for (const [place, name] of ['a', 'b', 'c'].entries()) await carry(stage, call(name, place * 10));
  });

  it('lose a record, and the hole in the numbers shows it', async () => {
    stage.carrier.books.lose('b');
    expect(await books()).toMatchObject({ calls: [['a', 30, 40_000n, 1], ['c', 30, 40_000n, 3]], holes: [{ from: 2, to: 2 }] });
  });

  it('double and lengthen a record, at its price', async () => {
    stage.carrier.books.double('a');
    stage.carrier.books.lengthen('b', 65);
    expect((await books()).calls).toEqual([['a', 30, 40_000n, 1], ['b', 95, 80_000n, 2], ['c', 30, 40_000n, 3], ['a', 30, 40_000n, 4]]);
  });

  it('err by themselves when they are told to: a longer one, a second one, a lost one', async () => {
    stage.carrier.books.errsEvery = 1;
    for (const [place, name] of ['d', 'e', 'f'].entries()) await carry(stage, call(name, 30 + place * 10));
    const later = (await books()).calls.slice(3);
    expect(later).toEqual([['d', 95, 80_000n, 4], ['e', 30, 40_000n, 5], ['e', 30, 40_000n, 6]]);
  });

  it('reach back to their beginning only', async () => {
    expect((await books()).known).toEqual({ fromAt: at(0) - 60_000, toAt: stage.time.now() });
    expect((await stage.carrier.books.list(trunkOf('trunk-1'), { fromAt: at(-60), toAt: at(-30) })).known).toBeNull();
  });
});

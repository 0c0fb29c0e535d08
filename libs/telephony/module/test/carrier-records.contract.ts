import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import type { CarrierCall, CarrierFailure } from '@seatline/telephony-domain';
import type { CarrierRecords, RecordedTrunk } from '../src/ports/carrier-records';

/** A call as it went over a carrier. */
export interface CarriedCall {
  readonly trunk: RecordedTrunk;
  readonly name: string;
  readonly direction: 'inbound' | 'outbound';
  readonly ourNumber: string;
  readonly otherNumber: string;
  readonly answeredAt: Instant;
  /** 0: nobody answered. */
  readonly seconds: number;
}

/** A carrier with its books, as a test moves it. */
export interface RecordsRig {
  readonly records: CarrierRecords;
  readonly trunk: RecordedTrunk;
  readonly otherTrunk: RecordedTrunk;
  /** Carries the calls, the earliest first, and has them in its books. */
  carry(calls: readonly CarriedCall[]): Promise<void>;
  /** What the books say of money: null where they say nothing. */
  readonly priceOf: (call: CarriedCall) => { micros: bigint; currency: string } | null;
  /** Keeps the called number of calls out, and our names of legs. */
  readonly keeps: { readonly dialledNumber: boolean; readonly legId: boolean };
  /** Makes the next question fail as if the carrier were out of reach; null for books that are at hand. */
  readonly cutOff: (() => Promise<void>) | null;
  close(): Promise<void>;
}

const NOON = instant('2026-03-05T12:00:00+08:00');
export const at = (minutes: number): Instant => (NOON + minutes * 60_000) as Instant;
const NUMBER = '+862150001111';

/** What every carrier's books must tell. The same tests run on each adapter. */
export function describeCarrierRecords(name: string, makeRig: () => Promise<RecordsRig>): void {
  describe(`a carrier’s own records: ${name}`, () => {
    let rig: RecordsRig;
    let calls: CarriedCall[];
    const call = (name: string, minute: number, over: Partial<CarriedCall> = {}): CarriedCall => ({
      trunk: rig.trunk, name, direction: 'outbound', ourNumber: NUMBER, otherNumber: '+861087654321', answeredAt: at(minute), seconds: 30, ...over,
    });
    beforeAll(async () => {
      rig = await makeRig();
      calls = [
        call('before', 0), call('first', 10), call('long', 20, { seconds: 125, otherNumber: '+8613800001111' }), call('in', 30, { direction: 'inbound', otherNumber: '+8613900002222', seconds: 61 }),
        call('unanswered', 40, { seconds: 0 }), call('other-trunk', 50, { trunk: rig.otherTrunk }), call('last', 60),
      ];
      await rig.carry(calls);
    });
    afterAll(() => rig.close());

    const told = async (fromMinute: number, toMinute: number, trunk = rig.trunk) => {
      const list = await rig.records.list(trunk, { fromAt: at(fromMinute), toAt: at(toMinute) });
      return { ...list, calls: [...list.calls].sort((a, b) => a.answeredAt - b.answeredAt) };
    };
    const expected = (name: string): Partial<CarrierCall> => {
      const carried = calls.find((each) => each.name === name)!;
      const { direction, ourNumber, otherNumber, answeredAt, seconds } = carried;
      const to = direction === 'inbound' ? ourNumber : otherNumber;
      return { direction, ...(rig.keeps.dialledNumber || direction === 'inbound' ? { to } : {}), answeredAt, seconds, price: rig.priceOf(carried), ...(rig.keeps.legId ? {} : { legId: null }) };
    };

    it('tells the answered calls of a trunk and time, each with its direction, number, seconds and price', async () => {
      const { calls: found } = await told(10, 60);
      expect(found).toEqual(['first', 'long', 'in'].map((name) => expect.objectContaining(expected(name))));
      expect(new Set(found.map(({ recordId }) => recordId)).size).toBe(3);
      if (rig.keeps.legId) expect(found.every(({ legId }) => legId !== null)).toBe(true);
    });

    it('begins with the time and ends before its end', async () => {
      expect((await told(10, 20)).calls.map(({ answeredAt }) => answeredAt)).toEqual([at(10)]);
      expect((await told(11, 20)).calls).toEqual([]);
    });

    it('tells another trunk’s calls only of that trunk', async () => {
      expect((await told(0, 60, rig.otherTrunk)).calls).toEqual([expect.objectContaining(expected('other-trunk'))]);
    });

    it('says how much of the time it knows, and that nothing is lost', async () => {
      const { known, holes } = await told(10, 60);
      expect(known).toEqual({ fromAt: at(10), toAt: at(60) });
      expect(holes).toEqual([]);
    });

    it('tells the same when it is asked again', async () => {
      expect(await told(0, 60)).toEqual(await told(0, 60));
    });

    it('says when the carrier is out of reach', async () => {
      if (rig.cutOff === null) return expect(['simulated', 'upload']).toContain(rig.records.source);
      await rig.cutOff();
      const failure = await told(10, 60).then(() => null, (error: CarrierFailure) => error);
      expect({ name: failure?.name, retryable: failure?.retryable }).toEqual({ name: 'CarrierFailure', retryable: true });
    });
  });
}

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { type CarrierEvent, CarrierFailure } from '@seatline/telephony-domain';
import { VirtualTime } from './scheduler';
import { SimulatedCarrier } from './simulated.carrier';

const START = Date.UTC(2026, 0, 5, 1) as Instant;
const TRUNK = { id: 'tr-1', tenantId: 't-1', host: 'carrier.example', port: 5060, matchAddresses: [], register: false } as const;
const SEAT = { id: 's-1', tenantId: 't-1', sipUsername: 'seat-one', ha1: '0'.repeat(32), service: 'full' } as const;

async function simulation() {
  const time = new VirtualTime(START);
  const log: string[] = [];
  const carrier = new SimulatedCarrier(time, time, (line) => log.push(line));
  const events: CarrierEvent[] = [];
  carrier.subscribe((event) => events.push(event));
  await carrier.connect();
  await carrier.ensureTrunk(TRUNK);
  await carrier.ensureSeat(SEAT);
  return { time, carrier, events, log };
}

describe('virtual time', () => {
  it('runs what is due in order, each at its own instant, also what was made meanwhile', async () => {
    const time = new VirtualTime(START);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name}@${time.now() - START}`);
    time.after(20, note('late'));
    time.after(10, () => {
      note('first')();
      time.after(5, note('made meanwhile'));
    });
    time.after(10, note('second'));
    const cancel = time.after(12, note('called off'));
    cancel();
    time.after(500, note('not yet'));
    await time.advance(100);
    expect(seen).toEqual(['first@10', 'second@10', 'made meanwhile@15', 'late@20']);
    expect(time.now() - START).toBe(100);
  });
});

describe('the world around a simulated carrier', () => {
  let sim: Awaited<ReturnType<typeof simulation>>;
  beforeEach(async () => {
    sim = await simulation();
  });

  it('callers come when the script says and lose patience when nobody talks to them', async () => {
    sim.carrier.world.script([
      { afterMs: 1_000, trunkId: TRUNK.id, from: 'one', to: '100', patienceMs: 4_000 },
      { afterMs: 2_000, trunkId: TRUNK.id, from: 'two', to: '100', patienceMs: 9_000 },
    ]);
    await sim.time.advance(6_000);
    const told = sim.events.filter((event) => event.type.startsWith('leg.')).map((event) => [event.type, event.at - START]);
    expect(told).toEqual([
      ['leg.offered', 1_000],
      ['leg.offered', 2_000],
      ['leg.ended', 5_000],
    ]);
  });

  it('two runs of one story give the same events', async () => {
    const story = async ({ time, carrier, events }: typeof sim) => {
      carrier.world.script([{ afterMs: 100, trunkId: TRUNK.id, from: 'one', to: '100', talkMs: 3_000 }]);
      carrier.world.register(SEAT.id);
      await time.advance(200);
      const { legs } = await carrier.snapshot();
      await carrier.acceptLeg(legs[0]?.legId ?? '');
      await carrier.dial({ legId: 'leg-1', callId: 'call-1', to: { kind: 'seat', seatId: SEAT.id }, from: 'one', timeoutSeconds: 15 });
      await time.advance(1_000);
      carrier.world.answer(SEAT.id);
      await carrier.openRoom('call-1');
      await carrier.join(legs[0]?.legId ?? '', 'call-1');
      await carrier.join('leg-1', 'call-1');
      await time.advance(10_000);
      return events;
    };
    const [once, again] = [await story(sim), await story(await simulation())];
    expect(again).toEqual(once);
    expect(once.filter((event) => event.type === 'leg.ended')).toHaveLength(1);
  });

  it('an agent answers by hand, and turning a call away makes the telephone busy', async () => {
    sim.carrier.world.register(SEAT.id);
    expect(sim.carrier.world.answer(SEAT.id)).toBe(false);
    await sim.carrier.dial({ legId: 'leg-1', callId: 'c', to: { kind: 'seat', seatId: SEAT.id }, from: 'one', timeoutSeconds: 15 });
    expect(sim.carrier.world.hangUp(SEAT.id)).toBe(true);
    await sim.time.advance(100);
    expect(sim.events.find((event) => event.type === 'leg.ended')).toMatchObject({ legId: 'leg-1', cause: 17 });
    await sim.carrier.dial({ legId: 'leg-2', callId: 'c', to: { kind: 'seat', seatId: SEAT.id }, from: 'one', timeoutSeconds: 15 });
    expect(sim.carrier.world.answer(SEAT.id)).toBe(true);
    await sim.time.advance(20_000);
    expect(sim.events.filter((event) => 'legId' in event && event.legId === 'leg-2').map((event) => event.type)).toEqual(['leg.ringing', 'leg.answered']);
  });

  it('fails on request, for one seat, so many times, until it is mended', async () => {
    const failure = new CarrierFailure('unavailable', 'the node is full');
    sim.carrier.world.fail('ensureSeat', failure, SEAT.id, 2);
    await expect(sim.carrier.ensureSeat(SEAT)).rejects.toBe(failure);
    await sim.carrier.ensureSeat({ ...SEAT, id: 's-2', sipUsername: 'seat-two' });
    await expect(sim.carrier.ensureSeat(SEAT)).rejects.toBe(failure);
    await sim.carrier.ensureSeat(SEAT);
    sim.carrier.world.fail('dial', failure);
    const dial = () => sim.carrier.dial({ legId: 'leg-1', callId: 'c', to: { kind: 'seat', seatId: SEAT.id }, from: '', timeoutSeconds: 1 });
    await expect(dial()).rejects.toBe(failure);
    sim.carrier.world.mend();
    await dial();
  });

  it('telephones register by themselves in the demo', async () => {
    sim.carrier.world.phonesRegisterThemselves = true;
    await sim.carrier.ensureSeat({ ...SEAT, id: 's-2', sipUsername: 'seat-two' });
    await sim.time.advance(10);
    expect(sim.events.filter((event) => event.type === 'seat.online')).toMatchObject([{ seatId: 's-2' }]);
  });

  it('a caller at the door of a trunk that is not provisioned is not offered', async () => {
    expect(sim.carrier.world.callIn({ trunkId: 'unknown', from: 'one', to: '100' })).toBeNull();
  });

  it('a listener that throws is said to the log and keeps no event from the others', async () => {
    sim.carrier.subscribe(() => {
      throw new Error('broken');
    });
    const heard: string[] = [];
    sim.carrier.subscribe((event) => heard.push(event.type));
    await sim.time.advance(10);
    expect(heard).toEqual(['carrier.gap']);
    expect(sim.log).toEqual(['simulated carrier: a listener failed at carrier.gap: broken']);
  });
});

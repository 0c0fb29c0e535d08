import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@seatline/server';
import type { SimulatedCarrier } from '@seatline/telephony';
import { DemoClient } from '../demo-client';
import { emailOf } from '../sign-ins';
import type { Act } from './act';
import type { DemoCompany } from './demo-company';
import type { DemoTime } from './demo-time';

interface Shift {
  readonly email: string;
  readonly fromHour: number;
  readonly toHour: number;
}

/** Lin has the whole day, Wang the afternoon: never more than two of the company's seats are used at once. */
const SHIFTS: readonly Shift[] = [
  { email: emailOf('agent', 0), fromHour: 9, toHour: 18 },
  { email: emailOf('agent', 1), fromHour: 13, toHour: 18 },
];
const SHIFT_DAYS = 12;

/** Calls of the last working day: whom, and for how many seconds both sides talk. */
const CALLS: readonly (readonly [to: string, seconds: number])[] = [
  ['+8613800138001', 95], ['+8613800138002', 212], ['+861010086001', 31], ['+85230000011', 340], ['+8613800138003', 64],
  ['+8613800138004', 128], ['+8613800138005', 47], ['+12025550111', 180], ['+8613800138006', 255], ['+8613800138007', 18], ['+8613800138008', 73],
];
const TALK_HOUR = 14;
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 20;

/** The company's two agents at work on the last working days, and calls of the last one, through the simulated carrier's own exchange. */
export function shifts(time: DemoTime, company: DemoCompany, carrier: SimulatedCarrier): Act[] {
  const acts: Act[] = [];
  const days = Array.from({ length: SHIFT_DAYS }, (_, place) => SHIFT_DAYS - place).filter((day) => !time.isWeekend(day));
  for (const day of days) {
    SHIFTS.forEach((shift, place) => {
      acts.push({ day, hour: shift.fromHour, happens: () => sits(time, company, shift, place) });
      acts.push({ day, hour: shift.toHour, happens: async () => void (await (await DemoClient.signIn(time.app, shift.email)).send('DELETE', '/agent/seat')) });
    });
  }
  const last = days.at(-1);
  if (last !== undefined) acts.push({ day: last, hour: TALK_HOUR, happens: () => talks(time, company, carrier) });
  return acts;
}

async function sits(time: DemoTime, company: DemoCompany, { email }: Shift, place: number): Promise<void> {
  const agent = await DemoClient.signIn(time.app, email);
  await agent.send('POST', '/agent/seat', { seatId: (await company.seatIds())[place] });
}

/** Whoever is called answers at once, so that nobody waits for the demo's past. */
async function talks(time: DemoTime, company: DemoCompany, carrier: SimulatedCarrier): Promise<void> {
  const { callee } = carrier.world;
  carrier.world.callee = () => ({ answerAfterMs: 0, hangUpAfterMs: null });
  try {
    await callsOut(time, company, carrier);
  } finally {
    carrier.world.callee = callee;
  }
}

async function callsOut(time: DemoTime, company: DemoCompany, carrier: SimulatedCarrier): Promise<void> {
  const [seatId = ''] = await company.seatIds();
  const agent = await DemoClient.signIn(time.app, emailOf('agent', 0));
  for (const [to, seconds] of CALLS) {
    await agent.send('POST', '/agent/calls', { to });
    const talking = (await sees(() => Promise.resolve(carrier.world.answer(seatId)))) && (await sees(() => isIn(agent, 'talking')));
    if (!talking) return void log.warn({ seatId }, 'a call of the demo’s past was not answered: it has fewer calls to show');
    time.passes(seconds);
    carrier.world.hangUp(seatId);
    await sees(async () => !(await isIn(agent, 'talking')));
    await agent.send('PUT', '/agent/state', { state: 'ready' });
    time.passes(40);
  }
}

async function isIn(agent: DemoClient, state: string): Promise<boolean> {
  return (await agent.send<{ state: string }>('GET', '/agent')).state === state;
}

/** Calls go on in real time. What does not come about is no reason to have no demo. */
async function sees(look: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await look())) {
    if (performance.now() > deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

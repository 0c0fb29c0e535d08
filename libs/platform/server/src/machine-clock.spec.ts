import { expect, it } from '@jest/globals';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMachineClock, MACHINE_CLOCK } from './machine-clock';

it('is a clock that can be checked: it has an uptime that goes on and a name for the machine’s start', async () => {
  expect([isMachineClock(MACHINE_CLOCK), isMachineClock(SYSTEM_CLOCK)]).toEqual([true, false]);
  const before = MACHINE_CLOCK.uptimeMs();
  await sleep(30);
  expect(MACHINE_CLOCK.uptimeMs()).toBeGreaterThan(before);
  expect(MACHINE_CLOCK.machine).toMatch(/^\S+ \S+$/);
});

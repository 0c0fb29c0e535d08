import { describe, expect, it } from '@jest/globals';
import { comingBack, comingDown, type SeatAtCarrier, standingOf, type SuspensionScene } from './suspension-plan';

const LEASE = { id: 'l', name: 'SL-1' };
const SCENE: SuspensionScene = {
  seats: [{ id: 's1', name: '01' }, { id: 's2', name: '02' }], numbers: [{ id: 'n', name: '+8621' }], queues: [{ id: 'q', name: 'Sales' }], otherLeaseInService: false,
};
const told = (steps: ReturnType<typeof comingDown>) => steps.map((step) => `${step.kind} ${step.target.name}`);
const seat = (changes: Partial<SeatAtCarrier> = {}): SeatAtCarrier => ({ service: 'full', usable: true, attempts: 0, cause: null, ...changes });
const now = (changes: object) => ({ leaseSuspended: true, tenantServed: false, seats: new Map<string, SeatAtCarrier>(), ...changes });

describe('the plan', () => {
  it('comes down from log-ins to the carrier, and back from callers to log-ins', () => {
    expect(told(comingDown(LEASE, SCENE))).toEqual(['refuse-log-ins SL-1', 'refuse-outbound SL-1', 'close-number +8621', 'close-queue Sales', 'emergency-only 01', 'emergency-only 02']);
    expect(told(comingBack(LEASE, SCENE))).toEqual(['open-queue Sales', 'open-number +8621', 'allow-outbound SL-1', 'full-service 01', 'full-service 02', 'allow-log-ins SL-1']);
  });

  it('leaves numbers and queues alone while another lease of the tenant is in service', () => {
    const shared = { ...SCENE, otherLeaseInService: true };
    expect(told(comingDown(LEASE, shared))).toEqual(['refuse-log-ins SL-1', 'refuse-outbound SL-1', 'emergency-only 01', 'emergency-only 02']);
    expect(told(comingBack(LEASE, shared))[0]).toBe('allow-outbound SL-1');
  });
});

describe('a step', () => {
  it.each([
    ['refuse-log-ins', { leaseSuspended: true }, true], ['refuse-log-ins', { leaseSuspended: false }, false], ['allow-outbound', { leaseSuspended: true }, false],
    ['close-number', { tenantServed: false }, true], ['close-queue', { tenantServed: true }, false], ['open-number', { tenantServed: true }, true], ['open-queue', { tenantServed: false }, false],
    ['emergency-only', { seats: new Map([['s1', seat()]]) }, false], ['emergency-only', { seats: new Map([['s1', seat({ service: 'emergency-only' })]]) }, true],
    ['emergency-only', {}, true], ['full-service', { seats: new Map([['s1', seat({ service: 'emergency-only' })]]) }, false],
    ['allow-log-ins', { leaseSuspended: false, seats: new Map([['s1', seat({ usable: false })]]) }, false], ['allow-log-ins', { leaseSuspended: false, seats: new Map([['s1', seat()]]) }, true],
  ] as const)('%s with %j holds: %s', (kind, changes, holds) => {
    expect(standingOf({ kind, target: { id: 's1', name: '' } }, now(changes)).holds).toBe(holds);
  });

  it('says how often its carrier was asked, and why it did not do it', () => {
    const seats = new Map([['s1', seat({ attempts: 3, cause: 'carrier-unreachable' })]]);
    expect(standingOf({ kind: 'emergency-only', target: { id: 's1', name: '' } }, now({ seats }))).toEqual({ holds: false, attempts: 3, cause: 'carrier-unreachable' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { accept, refuse } from '@seatline/kernel';
import { type Destination, parseE164 } from '../number/dialled-number';
import { authoriseOutbound, DEFAULT_CALLING_POLICY, OUTBOUND_REFUSALS, type OutboundAttempt } from './authorise-outbound';
import { CLOSED_BY_DEFAULT, isDestinationOpen } from './destinations';

const to = (number: string): Destination => ({ kind: 'e164', number: parseE164(number)! });
const toShort = (number: string): Destination => ({ kind: 'short', number });

const ATTEMPT: OutboundAttempt = {
  dialled: '13800138000', destination: accept(to('+8613800138000')), country: 'CN', callingCode: '86', concurrentCalls: 0, callsInLastSecond: 0, policy: DEFAULT_CALLING_POLICY, service: 'in-service', seatInService: true,
  seatHeld: true, ownNumbers: ['+862150001111', '+862150002222'], presented: null, hasTrunk: true,
};

describe('a call out', () => {
  it('goes out in international form with a number of the tenant’s own', () => {
    expect(authoriseOutbound(ATTEMPT)).toEqual({ ok: true, value: { emergency: false, number: '+8613800138000', callerNumber: '+862150001111' } });
    expect(authoriseOutbound({ ...ATTEMPT, presented: '+862150002222' })).toMatchObject({ value: { callerNumber: '+862150002222' } });
  });

  it('dials a short number as it is', () => {
    expect(authoriseOutbound({ ...ATTEMPT, destination: accept(toShort('10086')) })).toMatchObject({ ok: true, value: { number: '10086' } });
  });

  it.each([
    ['a suspended tenant', { service: 'suspended' }, 'call.suspended'],
    ['a seat of a suspended lease', { seatInService: false }, 'call.suspended'],
    ['maintenance', { service: 'maintenance' }, 'call.maintenance'],
    ['maintenance, the seat’s lease suspended as well', { service: 'maintenance', seatInService: false }, 'call.maintenance'],
    ['nobody logged in', { seatHeld: false }, 'call.seat-not-held'],
    ['what is no number', { destination: refuse('call.invalid-number') }, 'call.invalid-number'],
    ['too short a number', { destination: refuse('call.number-too-short') }, 'call.number-too-short'],
    ['too long a number', { destination: refuse('call.number-too-long') }, 'call.number-too-long'],
    ['a satellite', { destination: accept(to('+88216000001')) }, 'call.destination-closed'],
    ['a premium number', { destination: accept(to('+19001234567')) }, 'call.destination-closed'],
    ['a short number of information services', { destination: accept(toShort('96345')) }, 'call.destination-closed'],
    ['no number of one’s own', { ownNumbers: [] }, 'call.no-own-number'],
    ['somebody else’s number', { presented: '+8610123456' }, 'call.foreign-caller-number'],
    ['the limit of lines reached', { concurrentCalls: 30 }, 'call.too-many-calls'],
    ['the limit of a second reached', { callsInLastSecond: 5 }, 'call.too-fast'],
    ['no trunk', { hasTrunk: false }, 'call.no-trunk'],
  ] as const)('is refused with %s', (_case, change, code) => {
    const result = authoriseOutbound({ ...ATTEMPT, ...change });
    expect(result).toMatchObject({ ok: false, refusal: { code } });
    expect(OUTBOUND_REFUSALS[code].announcement).toBeDefined();
  });

  it('is let through up to the limits', () => {
    expect(authoriseOutbound({ ...ATTEMPT, concurrentCalls: 29, callsInLastSecond: 4 }).ok).toBe(true);
  });

  it('reaches an emergency number whatever else holds', () => {
    const worst = { ...ATTEMPT, dialled: '110', service: 'suspended', seatInService: false, seatHeld: false, ownNumbers: [], concurrentCalls: 99, callsInLastSecond: 99 } as const;
    expect(authoriseOutbound(worst)).toEqual({ ok: true, value: { emergency: true, number: '110', callerNumber: '' } });
    expect(authoriseOutbound({ ...worst, dialled: '+86110', destination: refuse('call.invalid-number') }).ok).toBe(false);
  });
});

describe('destinations', () => {
  const number = to('+88216000001');
  it.each([
    ['closed by default', [], [], false],
    ['opened by the tenant at the same length', ['882'], [], true],
    ['opened more widely than it is closed', ['8'], [], false],
    ['opened for a part, closed for all', ['88216'], ['88'], true],
    ['opened and closed alike', ['88216'], ['88216'], false],
  ])('%s', (_case, openedPrefixes, closedPrefixes, open) => {
    expect(isDestinationOpen(number, '86', { openedPrefixes, closedPrefixes })).toBe(open);
  });

  it('leaves mobiles and land lines of the countries at home open', () => {
    for (const each of ['+8613800138000', '+8616612345678', '+862150001111', '+85223456789', '+14155550100', '+442079460000', '+4930123456']) {
      expect([each, isDestinationOpen(to(each), '86', DEFAULT_CALLING_POLICY)]).toEqual([each, true]);
    }
    expect(CLOSED_BY_DEFAULT.every((prefix) => /^[1-9]\d{1,4}$/.test(prefix))).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { calledNumberCandidates, dialledNumber, parseE164 } from '../number/dialled-number';
import { authoriseOutbound, DEFAULT_CALLING_POLICY, OUTBOUND_REFUSALS, type OutboundAttempt } from './authorise-outbound';
import { CLOSED_BY_DEFAULT, isDestinationOpen } from './destinations';

const ATTEMPT: OutboundAttempt = {
  dialled: '13800138000', country: 'CN', concurrentCalls: 0, callsInLastSecond: 0, policy: DEFAULT_CALLING_POLICY, service: 'in-service', seatInService: true,
  seatHeld: true, ownNumbers: ['+862150001111', '+862150002222'], presented: null, hasTrunk: true,
};

describe('a call out', () => {
  it('goes out in international form with a number of the tenant’s own', () => {
    expect(authoriseOutbound(ATTEMPT)).toEqual({ ok: true, value: { emergency: false, number: '+8613800138000', callerNumber: '+862150001111' } });
    expect(authoriseOutbound({ ...ATTEMPT, presented: '+862150002222' })).toMatchObject({ value: { callerNumber: '+862150002222' } });
  });

  it.each([
    ['a suspended tenant', { service: 'suspended' }, 'call.suspended'],
    ['a seat of a suspended lease', { seatInService: false }, 'call.suspended'],
    ['maintenance', { service: 'maintenance' }, 'call.maintenance'],
    ['maintenance, the seat’s lease suspended as well', { service: 'maintenance', seatInService: false }, 'call.maintenance'],
    ['nobody logged in', { seatHeld: false }, 'call.seat-not-held'],
    ['letters', { dialled: 'hello' }, 'call.invalid-number'],
    ['too short a number', { dialled: '1234' }, 'call.invalid-number'],
    ['a satellite', { dialled: '+88216000001' }, 'call.destination-closed'],
    ['a premium number', { dialled: '0019001234567' }, 'call.destination-closed'],
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
    expect(authoriseOutbound({ ...worst, dialled: '+86110' }).ok).toBe(false);
  });
});

describe('destinations', () => {
  const number = parseE164('+88216000001');
  it.each([
    ['closed by default', [], [], false],
    ['opened by the tenant at the same length', ['882'], [], true],
    ['opened more widely than it is closed', ['8'], [], false],
    ['opened for a part, closed for all', ['88216'], ['88'], true],
    ['opened and closed alike', ['88216'], ['88216'], false],
  ])('%s', (_case, openedPrefixes, closedPrefixes, open) => {
    expect(number && isDestinationOpen(number, { openedPrefixes, closedPrefixes })).toBe(open);
  });

  it('leaves mobiles and land lines of the countries at home open', () => {
    for (const each of ['+8613800138000', '+8616612345678', '+862150001111', '+85223456789', '+14155550100', '+442079460000', '+4930123456']) {
      const parsed = parseE164(each);
      expect([each, parsed && isDestinationOpen(parsed, DEFAULT_CALLING_POLICY)]).toEqual([each, true]);
    }
    expect(CLOSED_BY_DEFAULT.every((prefix) => /^[1-9]\d{1,4}$/.test(prefix))).toBe(true);
  });
});

describe('numbers as they are dialled', () => {
  it.each([
    ['13800138000', 'CN', '+8613800138000'],
    ['021-5000 1111', 'CN', '+862150001111'],
    ['008613800138000', 'CN', '+8613800138000'],
    ['+44 20 7946 0000', 'CN', '+442079460000'],
    ['020 7946 0000', 'GB', '+442079460000'],
    ['4155550100', 'US', '+14155550100'],
    ['14155550100', 'US', '+14155550100'],
    ['011442079460000', 'US', '+442079460000'],
    ['4155550100', 'XX', null],
    ['0044207946', 'XX', '+44207946'],
    ['+0123456', 'CN', null],
    ['12a45678', 'CN', null],
    ['', 'CN', null],
  ])('%j in %s means %s', (dialled, country, expected) => {
    expect(dialledNumber(dialled, country)).toBe(expected);
  });

  it('finds a called number in whatever form a carrier gives it', () => {
    for (const called of ['+862150001111', '862150001111', '02150001111', 'sip:862150001111@127.0.0.1', '00862150001111']) {
      expect([called, calledNumberCandidates(called, 'CN').includes('+862150001111' as never)]).toEqual([called, true]);
    }
    expect(calledNumberCandidates('anonymous', 'CN')).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { NUMBERING_PLANS } from '@seatline/server';
import { calledNumberCandidates, callerNumber, dialledNumber, reportedNumber } from '@seatline/telephony-domain';

describe('what is dialled', () => {
  it.each([
    ['13800138000', 'CN', 'e164', '+8613800138000'],
    ['021-5000 1111', 'CN', 'e164', '+862150001111'],
    ['(021) 5000.1111', 'CN', 'e164', '+862150001111'],
    ['０２１５０００１１１１', 'CN', 'e164', '+862150001111'],
    ['008613800138000', 'CN', 'e164', '+8613800138000'],
    ['8613800138000', 'CN', 'e164', '+8613800138000'],
    ['+44 20 7946 0000', 'CN', 'e164', '+442079460000'],
    ['+995 322 000 000', 'CN', 'e164', '+995322000000'],
    ['0019001234567', 'CN', 'e164', '+19001234567'], // possible and not given out: abroad that is not for us to know
    ['020 7946 0000', 'GB', 'e164', '+442079460000'],
    ['4155550100', 'US', 'e164', '+14155550100'],
    ['14155550100', 'US', 'e164', '+14155550100'],
    ['011442079460000', 'US', 'e164', '+442079460000'],
    ['00862150001111', 'US', 'e164', '+862150001111'], // dialled as at home in China
    ['0018613800138000', 'HK', 'e164', '+8613800138000'],
    ['+442079460000', 'XX', 'e164', '+442079460000'],
    ['00442079460000', 'XX', 'e164', '+442079460000'],
    ['10086', 'CN', 'short', '10086'],
    ['+8610086', 'CN', 'short', '10086'],
    ['95588', 'CN', 'short', '95588'],
    ['1-2345', 'CN', 'short', '12345'],
    ['118114', 'CN', 'short', '118114'],
    ['411', 'US', 'short', '411'],
    ['400-800-1234', 'CN', 'service', '+864008001234'],
    ['+864008001234', 'CN', 'service', '+864008001234'],
    ['800 810 1234', 'CN', 'service', '+868008101234'],
    ['+864008001234', 'HK', 'e164', '+864008001234'], // a service of somewhere else
    ['+448001111111', 'CN', 'e164', '+448001111111'],
  ])('%j in %s is %s %s', (dialled, country, kind, number) => {
    expect(dialledNumber(dialled, country, NUMBERING_PLANS)).toMatchObject({ ok: true, value: { kind, number } });
  });

  it.each([
    ['', 'CN', 'call.invalid-number'],
    ['hello', 'CN', 'call.invalid-number'],
    ['12a45678', 'CN', 'call.invalid-number'],
    ['*97#', 'CN', 'call.invalid-number'],
    ['1234', 'CN', 'call.number-too-short'],
    ['65551234', 'CN', 'call.invalid-number'], // a number without its area code
    ['12125550100', 'CN', 'call.invalid-number'], // New York without its 00
    ['+99912345', 'CN', 'call.invalid-number'], // a country that there is not
    ['+86138001380009999', 'CN', 'call.number-too-long'],
    ['+44207946', 'CN', 'call.number-too-short'],
    ['4155550100', 'XX', 'call.invalid-number'],
    ['+0123456', 'CN', 'call.invalid-number'],
    ['+86110', 'CN', 'call.invalid-number'], // an emergency number in other clothes would pass as an ordinary one
  ])('%j in %s is refused: %s', (dialled, country, code) => {
    expect(dialledNumber(dialled, country, NUMBERING_PLANS)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('keeps a service number’s form at home, by which it is priced', () => {
    expect(dialledNumber('+86 400 800 1234', 'CN', NUMBERING_PLANS)).toMatchObject({ value: { national: '4008001234' } });
  });
});

describe('what a record says was called', () => {
  it.each([
    ['+8613800138000', 'CN', { kind: 'e164', number: '+8613800138000' }],
    ['13800138000', 'CN', { kind: 'e164', number: '+8613800138000' }],
    ['8613800138000', 'CN', { kind: 'e164', number: '+8613800138000' }],
    ['02150001111', 'CN', { kind: 'e164', number: '+862150001111' }],
    ['0085223456789', 'CN', { kind: 'e164', number: '+85223456789' }],
    ['442079460000', 'CN', { kind: 'e164', number: '+442079460000' }],
    ['12125550123', 'CN', { kind: 'e164', number: '+12125550123' }],
    ['+99912345', 'CN', { kind: 'e164', number: '+99912345' }], // somebody answered there: a deck may know it
    ['+8610', 'CN', { kind: 'e164', number: '+8610' }],
    ['10086', 'CN', { kind: 'short', number: '10086' }],
    ['+8610086', 'CN', { kind: 'short', number: '10086' }],
    ['8610086', 'CN', { kind: 'short', number: '10086' }],
    ['8620', 'CN', { kind: 'e164', number: '+8620' }],
    ['7312345', 'CN', null],
    ['4008001234', 'CN', { kind: 'service', number: '+864008001234', national: '4008001234' }],
    ['+864000505050', 'CN', { kind: 'service', number: '+864000505050', national: '4000505050' }],
    ['+8613800138000', 'XX', { kind: 'e164', number: '+8613800138000' }],
    ['', 'CN', null],
    ['anonymous', 'CN', null],
    ['sip:1001@pbx', 'CN', null],
    ['+8613800138000138000', 'CN', null],
    ['00000000', 'CN', null],
  ])('%j in %s', (reported, country, meant) => {
    expect(reportedNumber(reported, country, NUMBERING_PLANS)).toEqual(meant);
  });
});

it.each([
  ['13800138000', '+8613800138000'], ['+8613800138000', '+8613800138000'], ['02150001111', '+862150001111'], ['0085223456789', '+85223456789'], ['10086', '10086'],
  ['4008001234', '+864008001234'], ['anonymous', 'anonymous'], ['1001', '1001'], ['', ''],
])('keeps a caller that comes as %j as %j', (given, kept) => {
  expect(callerNumber(given, 'CN', NUMBERING_PLANS)).toBe(kept);
});

it('finds a called number in whatever form a carrier gives it', () => {
  for (const called of ['+862150001111', '862150001111', '02150001111', 'sip:862150001111@127.0.0.1', '00862150001111']) {
    expect([called, calledNumberCandidates(called, 'CN', NUMBERING_PLANS).includes('+862150001111' as never)]).toEqual([called, true]);
  }
  expect(calledNumberCandidates('anonymous', 'CN', NUMBERING_PLANS)).toEqual([]);
});

import { describe, expect, it } from '@jest/globals';
import { CHINA_DECK, cst, open, pay, storyText } from '../../test/support/told';
import { simulateStory } from './simulate-story';

function faultsOf(text: string): readonly string[] {
  const simulation = simulateStory(text);
  return simulation.ok ? [] : simulation.faults;
}

/** A sound story with something changed in its raw form. */
function changed(change: (story: Record<string, never> & { contract: Record<string, unknown> }) => void): readonly string[] {
  const story = JSON.parse(storyText({ events: [open('2026-01-30', 1)] })) as Record<string, never> & { contract: Record<string, unknown> };
  change(story);
  return faultsOf(JSON.stringify(story));
}

function eventFaults(event: Readonly<Record<string, unknown>>): readonly string[] {
  return faultsOf(storyText({ events: [{ at: cst('2026-02-01'), do: 'pay', ...event } as never] }));
}

describe('faults of a story', () => {
  it('has none when it is sound, without deck and events too', () => {
    expect(faultsOf(storyText({ events: [open('2026-01-30', 1)] }))).toEqual([]);
    expect(faultsOf('{"zone":"UTC","currency":"EUR","contract":{"term":{"startOn":"2026-01-01","months":1}},"until":"2026-01-01T00:00:00Z"}')).toEqual([]);
  });

  it.each(['zone', 'currency', 'contract', 'until'])('requires %s', (field) => {
    expect(changed((story) => delete story[field])).toContain(`${field}: is required`);
  });

  it('requires the term and its parts', () => {
    expect(changed((story) => delete story.contract['term'])).toEqual(['contract.term: is required']);
    expect(changed((story) => { story.contract['term'] = {}; })).toEqual(['contract.term.startOn: is required', 'contract.term.months: is required']);
  });

  it.each<[string, string]>([
    ['[]', 'story: must be an object'],
    ['null', 'story: must be an object'],
    ['"story"', 'story: must be an object'],
  ])('refuses %s as a story', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('refuses what is not JSON in one line', () => {
    for (const text of ['', '{', '{"zone": "Asia/Shanghai",\n}', 'undefined']) {
      const faults = faultsOf(text);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/^story: must be JSON \(.+\)$/);
      expect(faults[0]).not.toContain('\n');
    }
  });

  it.each<[string, (story: Record<string, unknown> & { contract: Record<string, unknown> }) => void, string]>([
    ['an unknown field', (story) => { story['note'] = 1; }, 'note: is not a known field'],
    ['an unknown field with a strange name', (story) => { story['a\nb'] = 1; }, '["a\\nb"]: is not a known field'],
    ['an unknown contract field', (story) => { story.contract['colour'] = 'red'; }, 'contract.colour: is not a known field'],
    ['an unknown term field', (story) => { (story.contract['term'] as Record<string, unknown>)['endOn'] = 'x'; }, 'contract.term.endOn: is not a known field'],
    ['an unknown zone', (story) => { story['zone'] = 'Asia/Nowhere'; }, 'zone: must be the name of a time zone, such as Asia/Shanghai'],
    ['a bare offset', (story) => { story['zone'] = '+08:00'; }, 'zone: must be the name of a time zone, such as Asia/Shanghai'],
    ['an unknown currency', (story) => { story['currency'] = 'RMB'; }, 'currency: must be a currency code of ISO 4217, such as CNY'],
    ['a local until', (story) => { story['until'] = '2026-12-31T00:00:00'; }, 'until: must be an instant with its zone offset, such as 2026-01-30T10:00:00+08:00'],
    ['a contract that is no object', (story) => { (story as Record<string, unknown>)['contract'] = 'standard'; }, 'contract: must be an object'],
    ['a term that is no object', (story) => { story.contract['term'] = 12; }, 'contract.term: must be an object'],
    ['a date that is none', (story) => { story.contract['term'] = { startOn: '2026-02-30', months: 12 }; }, 'contract.term.startOn: must be a date such as 2026-01-31'],
    ['no months', (story) => { story.contract['term'] = { startOn: '2026-02-28', months: 0 }; }, 'contract.term.months: must be a whole number from 1 to 1200'],
    ['a number for money', (story) => { story.contract['seatMonthly'] = 2000; }, 'contract.seatMonthly: must be a decimal string with at most 2 decimals'],
    ['too many decimals', (story) => { story.contract['seatMonthly'] = '2000.001'; }, 'contract.seatMonthly: must be a decimal string with at most 2 decimals'],
    ['decimals that a yen has not', (story) => { story['currency'] = 'JPY'; story.contract['seatMonthly'] = '2000.0'; }, 'contract.seatMonthly: must be a decimal string with at most 0 decimals'],
    ['a negative rent', (story) => { story.contract['seatMonthly'] = '-1.00'; }, 'contract.seatMonthly: must not be negative'],
    ['a tax of 7 decimals', (story) => { story.contract['taxPercent'] = '6.0000001'; }, 'contract.taxPercent: must be a decimal string with at most 6 decimals'],
    ['an unknown anchor', (story) => { story.contract['anchor'] = 'week'; }, 'contract.anchor: must be one of start-day, calendar'],
    ['an unknown day count', (story) => { story.contract['dayCount'] = '30/360'; }, 'contract.dayCount: must be one of actual, fixed30'],
    ['half a month', (story) => { story.contract['depositMonths'] = 0.5; }, 'contract.depositMonths: must be a whole number from 0 to 120'],
    ['days as text', (story) => { story.contract['rentGraceDays'] = '15'; }, 'contract.rentGraceDays: must be a whole number from 0 to 3650'],
    ['null for a field', (story) => { story.contract['invoiceLeadDays'] = null; }, 'contract.invoiceLeadDays: must be a whole number from 0 to 3650'],
    ['yes for true', (story) => { story.contract['rentAccruesWhileSuspended'] = 'yes'; }, 'contract.rentAccruesWhileSuspended: must be true or false'],
    ['events that are no list', (story) => { story['events'] = {}; }, 'events: must be a list'],
    ['a deck that is no list', (story) => { story['deck'] = 'deck.csv'; }, 'deck: must be a list'],
    ['an event that is no object', (story) => { story['events'] = ['open-lease']; }, 'events[0]: must be an object'],
    ['a deck row that is no object', (story) => { story['deck'] = [[]]; }, 'deck[0]: must be an object'],
  ])('tells %s', (_, change, fault) => {
    expect(changed(change as never)).toEqual([fault]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ do: 'refund', amount: '1.00' }, 'events[0].do: must be one of open-lease, add-seats, remove-seats, end-lease, pay, hold-arrears, call'],
    [{ amount: '1.00', to: 'x' }, 'events[0].to: is not a known field'],
    [{}, 'events[0].amount: is required'],
    [{ amount: '1.001' }, 'events[0].amount: must be a decimal string with at most 2 decimals'],
    [{ amount: 100 }, 'events[0].amount: must be a decimal string with at most 2 decimals'],
    [{ amount: '1e3' }, 'events[0].amount: must be a decimal string with at most 2 decimals'],
    [{ amount: '0.00' }, 'events[0].amount: must be more than 0'],
    [{ amount: '-5.00' }, 'events[0].amount: must be more than 0'],
    [{ amount: '1.00', for: 'rent' }, 'events[0].for: must be order'],
    [{ amount: '1.00', valueOn: '2026-02-29' }, 'events[0].valueOn: must be a date such as 2026-01-31'],
    [{ amount: '1.00', at: '2026-02-01' }, 'events[0].at: must be an instant with its zone offset, such as 2026-01-30T10:00:00+08:00'],
    [{ amount: '1.00', at: '2027-01-01T00:00:00+08:00' }, 'events[0].at: must not be after until'],
    [{ do: 'add-seats' }, 'events[0].seats: is required'],
    [{ do: 'add-seats', seats: 0 }, 'events[0].seats: must be a whole number from 1 to 100000'],
    [{ do: 'add-seats', seats: 1.5 }, 'events[0].seats: must be a whole number from 1 to 100000'],
    [{ do: 'add-seats', seats: '3' }, 'events[0].seats: must be a whole number from 1 to 100000'],
    [{ do: 'remove-seats', seats: 1 }, 'events[0].when: is required'],
    [{ do: 'remove-seats', seats: 1, when: 'later' }, 'events[0].when: must be one of period-end, now'],
    [{ do: 'end-lease' }, 'events[0].on: is required'],
    [{ do: 'hold-arrears', untilOn: '2026-04-20' }, 'events[0].reason: is required'],
    [{ do: 'call', id: 'c', direction: 'up', to: '86', answeredAt: null, milliseconds: 0 }, 'events[0].direction: must be one of outbound, inbound'],
    [{ do: 'call', id: '', direction: 'inbound', to: '86', answeredAt: null, milliseconds: 0 }, 'events[0].id: must be a text'],
    [{ do: 'call', id: 'c', direction: 'inbound', to: 'alice', answeredAt: null, milliseconds: 0 }, 'events[0].to: must be digits, with or without a plus'],
    [{ do: 'call', id: 'c', direction: 'inbound', to: '86', answeredAt: 'noon', milliseconds: 0 }, 'events[0].answeredAt: must be an instant with its zone offset, such as 2026-01-30T10:00:00+08:00, or null'],
    [{ do: 'call', id: 'c', direction: 'inbound', to: '86', answeredAt: null, milliseconds: -1 }, 'events[0].milliseconds: must be a whole number from 0'],
  ])('tells what is wrong with the event %j', (event, fault) => {
    expect(eventFaults(event)).toEqual([fault]);
  });

  it('tells every fault, one line each, in the order of the story', () => {
    expect(faultsOf(storyText({ currency: 'KWD', events: [open('2026-01-30', 0), pay('2026-02-01', '1.2345', { foo: 1 }), { at: 'x', do: 'y' }] }))).toEqual([
      'events[0].seats: must be a whole number from 1 to 100000',
      'events[1].foo: is not a known field',
      'events[1].amount: must be a decimal string with at most 3 decimals',
      'events[2].at: must be an instant with its zone offset, such as 2026-01-30T10:00:00+08:00',
      'events[2].do: must be one of open-lease, add-seats, remove-seats, end-lease, pay, hold-arrears, call',
    ]);
  });

  it('takes an event at until, which is inclusive', () => {
    expect(faultsOf(storyText({ until: cst('2026-02-01'), events: [pay('2026-02-01', '1.00')] }))).toEqual([]);
  });
});

describe('faults of a deck', () => {
  const row = CHINA_DECK[0]!;
  it.each<[string, readonly Record<string, unknown>[], readonly string[]]>([
    ['a bad prefix', [{ ...row, prefix: '+86' }], ['deck[0].prefix: must be 1 to 15 digits']],
    ['a rate with 7 decimals', [{ ...row, perMinute: '0.1200001' }], ['deck[0].perMinute: must be a decimal string with at most 6 decimals']],
    ['a missing field', [{ ...row, connect: undefined }], ['deck[0].connect: is required']],
    ['an unknown field', [{ ...row, minimum: 60 }], ['deck[0].minimum: is not a known field']],
    ['an increment of nothing', [{ ...row, incrementSeconds: 0 }], ['deck[0].incrementSeconds: must be a whole number from 1 to 86400']],
    ['two rows of one prefix', [row, { ...row, prefix: '861' }, row], ['deck[2].prefix: 86 is in force at the same time as in deck[0]']],
    ['an overlap of a day', [{ ...row, effectiveTo: cst('2026-03-02') }, { ...row, effectiveFrom: cst('2026-03-01') }], ['deck[1].prefix: 86 is in force at the same time as in deck[0]']],
    ['an end before the beginning', [{ ...row, effectiveFrom: cst('2026-03-02'), effectiveTo: cst('2026-03-01') }], ['deck[0].effectiveTo: must be after the beginning of the row']],
  ])('tells %s', (_, deck, faults) => {
    expect(faultsOf(storyText({ deck }))).toEqual(faults);
  });

  it('takes rows of one prefix that follow each other', () => {
    expect(faultsOf(storyText({ deck: [{ ...row, effectiveTo: cst('2026-03-01') }, { ...row, effectiveFrom: cst('2026-03-01') }] }))).toEqual([]);
  });
});

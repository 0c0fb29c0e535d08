import { describe, expect, it } from '@jest/globals';
import { cst, open, pay, short, tell } from '../../test/support/told';

describe('opening a lease', () => {
  it('issues the first rent invoice at once, due on the start, with deposit and first period', () => {
    const { invoices } = tell({ events: [open('2026-01-30T10:00', 10)], until: cst('2026-01-30T10:00') });
    expect(invoices).toEqual([{
      number: 1, kind: 'rent', issuedAt: '2026-01-30T10:00:00+08:00', dueOn: '2026-01-31',
      lines: [
        { kind: 'rent', seats: 10, fromOn: '2026-01-31', toOn: '2026-02-28', days: 28, periodDays: 28, net: '20000.00', tax: '1200.00' },
        { kind: 'deposit', seats: 10, net: '20000.00', tax: '0.00' },
      ],
      net: '40000.00', tax: '1200.00', total: '41200.00', paid: '0.00', credited: '0.00', open: '41200.00',
    }]);
  });

  it('writes the fields in the order of the contract page', () => {
    const result = tell({ events: [open('2026-01-30', 1), { at: cst('2026-01-30'), do: 'call', id: 'c', direction: 'outbound', to: '86', answeredAt: null, milliseconds: 0 }, { at: cst('2026-01-30'), do: 'remove-seats', seats: 1, when: 'now' }], until: cst('2026-01-31') });
    expect(Object.keys(result)).toEqual(['timeline', 'invoices', 'creditNotes', 'calls', 'balances', 'seats', 'conserved']);
    expect(Object.keys(result.invoices[0]!)).toEqual(['number', 'kind', 'issuedAt', 'dueOn', 'lines', 'net', 'tax', 'total', 'paid', 'credited', 'open']);
    expect(Object.keys(result.invoices[0]!.lines[0]!)).toEqual(['kind', 'seats', 'fromOn', 'toOn', 'days', 'periodDays', 'net', 'tax']);
    expect(Object.keys(result.creditNotes[0]!)).toEqual(['number', 'invoice', 'issuedAt', 'net', 'tax', 'total']);
    expect(Object.keys(result.calls[0]!)).toEqual(['id', 'prefix', 'billedSeconds', 'status', 'cost', 'invoice']);
    expect(Object.keys(result.balances)).toEqual(['receivable', 'deposit', 'unapplied']);
    expect(Object.keys(result.timeline[0]!)).toEqual(['at', 'what', 'invoice']);
  });

  it.each([
    ['before the start: at its local midnight', '2026-01-30T11:00', '2026-01-31 seats-activated 10'],
    ['after the start: at once', '2026-02-03T09:30', '2026-02-03T09:30 seats-activated 10'],
  ])('makes seats usable from the later of the start and the payment; paid %s', (_, paidAt, activated) => {
    const result = tell({ events: [open('2026-01-30T10:00', 10), pay(paidAt, '41200.00')], until: cst('2026-02-10') });
    expect(short(result, 'seats-activated')).toEqual([activated]);
    expect(result.seats).toEqual({ active: 10, suspended: 0 });
  });

  it('keeps seats unusable while their invoice is not paid whole', () => {
    const events = [open('2026-01-30T10:00', 10), pay('2026-01-30T11:00', '41199.99')];
    expect(tell({ events, until: cst('2026-02-01') }).seats).toEqual({ active: 0, suspended: 0 });
    expect(short(tell({ events: [...events, pay('2026-02-01T08:00', '0.01')], until: cst('2026-02-02') }), 'seats-activated')).toEqual(['2026-02-01T08:00 seats-activated 10']);
  });

  it('refuses a second lease, everything but calls before the first, and an opening after the term', () => {
    const result = tell({
      events: [
        pay('2026-01-01', '1.00'), { at: cst('2026-01-02'), do: 'add-seats', seats: 1 }, { at: cst('2026-01-03'), do: 'remove-seats', seats: 1, when: 'now' },
        { at: cst('2026-01-04'), do: 'end-lease', on: '2026-02-01' }, { at: cst('2026-01-05'), do: 'hold-arrears', untilOn: '2026-02-01', reason: 'x' },
        { at: cst('2026-01-06'), do: 'call', id: 'c', direction: 'inbound', to: '86', answeredAt: cst('2026-01-06'), milliseconds: 1 },
        open('2026-01-30', 1), open('2026-01-30', 2),
      ],
      until: cst('2026-01-30'),
    });
    expect(result.timeline.map(({ at, what, ...detail }) => [at.slice(8, 10), what, ...Object.values(detail)])).toEqual([
      ...['01', '02', '03', '04', '05'].map((day) => [day, 'refused', 'no-lease']),
      ['30', 'invoice-issued', 1], ['30', 'refused', 'lease-already-open'],
    ]);
    expect(result.calls.map(({ id, status }) => [id, status])).toEqual([['c', 'free']]);
    expect(short(tell({ events: [open('2027-01-31', 1)], until: cst('2027-02-01') }))).toEqual(['2027-01-31 refused outside-term']);
  });

  it('tells an empty story', () => {
    expect(tell({})).toEqual({
      timeline: [], invoices: [], creditNotes: [], calls: [], balances: { receivable: '0.00', deposit: '0.00', unapplied: '0.00' },
      seats: { active: 0, suspended: 0 }, conserved: true,
    });
  });

  it('takes over at a late opening every rent invoice whose instant is past, and leaves out notices before it', () => {
    const result = tell({ contract: { term: { startOn: '2026-01-31', months: 12 } }, events: [open('2026-03-27T10:00', 2)], until: cst('2026-03-31') });
    expect(result.invoices.map(({ number, issuedAt, dueOn }) => [number, issuedAt, dueOn])).toEqual([
      [1, '2026-03-27T10:00:00+08:00', '2026-01-31'], [2, '2026-03-27T10:00:00+08:00', '2026-02-28'], [3, '2026-03-27T10:00:00+08:00', '2026-03-31'],
    ]);
    expect(short(result)).toEqual([
      '2026-03-27T10:00 invoice-issued 1', '2026-03-27T10:00 invoice-issued 2', '2026-03-27T10:00 invoice-issued 3',
      '2026-03-27T10:00 suspended 1,2', '2026-03-28 notice reminder 3', '2026-03-30 notice termination-proposed 2',
    ]);
  });
});

describe('later rent invoices', () => {
  it('come at local midnight, the lead days before their period, due on its first day, whose length clamps and returns', () => {
    const { invoices } = tell({ events: [open('2026-01-30', 1)], until: cst('2026-06-30') });
    expect(invoices.map(({ issuedAt, dueOn, lines }) => [issuedAt.slice(0, 19), dueOn, lines[0]!.toOn, lines[0]!.days])).toEqual([
      ['2026-01-30T00:00:00', '2026-01-31', '2026-02-28', 28],
      ['2026-02-21T00:00:00', '2026-02-28', '2026-03-31', 31],
      ['2026-03-24T00:00:00', '2026-03-31', '2026-04-30', 30],
      ['2026-04-23T00:00:00', '2026-04-30', '2026-05-31', 31],
      ['2026-05-24T00:00:00', '2026-05-31', '2026-06-30', 30],
      ['2026-06-23T00:00:00', '2026-06-30', '2026-07-31', 31],
    ]);
  });

  it('stop with the term, at whose last period the calendar anchor is partial again', () => {
    const { invoices } = tell({
      contract: { anchor: 'calendar', term: { startOn: '2026-01-15', months: 3 } }, events: [open('2026-01-10', 1)], until: cst('2026-05-01'),
    });
    expect(invoices.map(({ lines }) => lines[0])).toEqual([
      { kind: 'rent', seats: 1, fromOn: '2026-01-15', toOn: '2026-02-01', days: 17, periodDays: 31, net: '1096.77', tax: '65.81' },
      { kind: 'rent', seats: 1, fromOn: '2026-02-01', toOn: '2026-03-01', days: 28, periodDays: 28, net: '2000.00', tax: '120.00' },
      { kind: 'rent', seats: 1, fromOn: '2026-03-01', toOn: '2026-04-01', days: 31, periodDays: 31, net: '2000.00', tax: '120.00' },
      { kind: 'rent', seats: 1, fromOn: '2026-04-01', toOn: '2026-04-15', days: 14, periodDays: 30, net: '933.33', tax: '56.00' },
    ]);
  });

  it('divide by 30 under fixed30, at most a whole, and a whole period is a whole', () => {
    const { invoices } = tell({
      contract: { anchor: 'calendar', dayCount: 'fixed30', term: { startOn: '2026-01-02', months: 2 } }, events: [open('2026-01-01', 1)], until: cst('2026-03-01'),
    });
    expect(invoices.map(({ lines: [line] }) => [line!.days, line!.periodDays, line!.net])).toEqual([
      [30, 30, '2000.00'], [28, 30, '2000.00'], [1, 30, '66.67'],
    ]);
  });

  it('are as many as the term has periods, and free leads may put several ahead', () => {
    const { invoices } = tell({ contract: { invoiceLeadDays: 40, term: { startOn: '2026-02-01', months: 3 } }, events: [open('2026-01-31', 1)], until: cst('2026-02-01') });
    expect(invoices.map(({ issuedAt, dueOn }) => [issuedAt.slice(0, 10), dueOn])).toEqual([['2026-01-31', '2026-02-01'], ['2026-01-31', '2026-03-01']]);
  });

  it('come on the very day without lead days', () => {
    const { invoices } = tell({ contract: { invoiceLeadDays: 0 }, events: [open('2026-01-30', 1)], until: cst('2026-02-28') });
    expect(invoices[1]).toMatchObject({ issuedAt: '2026-02-28T00:00:00+08:00', dueOn: '2026-02-28' });
  });
});

describe('currencies, taxes and zones', () => {
  it.each([
    ['JPY', '2000', { net: '2000', tax: '120', total: '4120' }],
    ['KWD', '2000.000', { net: '2000.000', tax: '120.000', total: '4120.000' }],
  ])('writes %s with its own decimals, the default rent being 2000 of it', (currency, net, line) => {
    const { invoices } = tell({ currency, events: [open('2026-01-30', 1)], until: cst('2026-01-30') });
    expect(invoices[0]!.lines[0]!).toMatchObject({ net, tax: line.tax });
    expect(invoices[0]!.total).toBe(line.total);
  });

  it('rounds one seat once, times the seats, and the line’s tax once', () => {
    const { invoices } = tell({
      currency: 'JPY', contract: { seatMonthly: '1999', taxPercent: '10.5', anchor: 'calendar', depositMonths: 2, term: { startOn: '2026-01-21', months: 1 } },
      events: [open('2026-01-21', 3)], until: cst('2026-01-21'),
    });
    // 1999 × 11 ÷ 31 = 709.3… → 709 a seat, 2127 for three; tax 223.335 → 223; deposit 1999 × 2 × 3
    expect(invoices[0]!.lines).toMatchObject([{ net: '2127', tax: '223' }, { kind: 'deposit', net: '11994', tax: '0' }]);
  });

  it('follows the local calendar across daylight-saving changes', () => {
    const { invoices, timeline } = tell({
      zone: 'America/New_York', currency: 'USD', contract: { term: { startOn: '2026-02-15', months: 12 } },
      events: [{ at: '2026-02-14T12:00:00-05:00', do: 'open-lease', seats: 1 }], until: '2026-04-05T00:00:00-04:00',
    });
    expect(invoices.map(({ issuedAt }) => issuedAt)).toEqual(['2026-02-14T12:00:00-05:00', '2026-03-08T00:00:00-05:00']);
    expect(timeline.filter(({ what }) => what === 'suspended')).toEqual([{ at: '2026-03-03T00:00:00-05:00', what: 'suspended', because: [1] }]);
    expect(timeline.filter((entry) => entry['invoice'] === 2).map(({ at, what }) => [at, what])).toEqual([
      ['2026-03-08T00:00:00-05:00', 'invoice-issued'], ['2026-03-12T00:00:00-04:00', 'notice'], ['2026-03-16T00:00:00-04:00', 'notice'],
      ['2026-03-22T00:00:00-04:00', 'notice'], ['2026-03-27T00:00:00-04:00', 'notice'],
    ]);
  });

  it('works without deposit and without rent', () => {
    const free = tell({ contract: { seatMonthly: '0.00' }, events: [open('2026-01-30', 2)], until: cst('2026-02-01') });
    expect(free.invoices[0]).toMatchObject({ total: '0.00', open: '0.00', lines: [{ kind: 'rent', net: '0.00' }] });
    expect(free.seats.active).toBe(2);
    const bare = tell({ contract: { depositMonths: 0 }, events: [open('2026-01-30', 2)], until: cst('2026-02-01') });
    expect(bare.invoices[0]!.lines.map(({ kind }) => kind)).toEqual(['rent']);
  });
});

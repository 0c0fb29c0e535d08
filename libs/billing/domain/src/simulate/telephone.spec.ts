import { describe, expect, it } from '@jest/globals';
import { call, CHINA_DECK, cst, open, pay, short, tell, type WrittenEvent } from '../../test/support/told';

const FEBRUARY = { contract: { term: { startOn: '2026-02-01', months: 12 } } };
const opened = [open('2026-01-30T10:00', 1), pay('2026-01-30T11:00', '40000.00')];
const telephone = (events: readonly WrittenEvent[], until: string, more: Record<string, unknown> = {}) =>
  tell({ ...FEBRUARY, events: [...opened, ...events], until: cst(until), ...more });

describe('telephone invoices', () => {
  it('cover the calls answered in a period, at the close, due some days later', () => {
    const result = telephone([call('2026-02-01T00:00', 'a', 61_000), call('2026-02-28T23:59', 'b', 1), call('2026-03-01T00:00', 'c', 1)], '2026-03-03');
    expect(result.invoices.find(({ kind }) => kind === 'telephone')).toEqual({
      number: 3, kind: 'telephone', issuedAt: '2026-03-03T00:00:00+08:00', dueOn: '2026-03-13',
      lines: [{ kind: 'telephone', net: '0.36', tax: '0.02' }],
      net: '0.36', tax: '0.02', total: '0.38', paid: '0.38', credited: '0.00', open: '0.00',
    });
    expect(result.calls).toEqual([
      { id: 'a', prefix: '86', billedSeconds: 120, status: 'rated', cost: '0.240000', invoice: 3 },
      { id: 'b', prefix: '86', billedSeconds: 60, status: 'rated', cost: '0.120000', invoice: 3 },
      { id: 'c', prefix: '86', billedSeconds: 60, status: 'rated', cost: '0.120000', invoice: null },
    ]);
  });

  it.each([
    ['just before the close: on its own period’s invoice', '2026-03-02T23:59', [['telephone', '0.24']]],
    ['at the very close: late, on the next', '2026-03-03T00:00', []],
  ])('count a record that arrives %s', (_, arrival, lines) => {
    const late = { ...call(arrival, 'late', 61_000, { answeredAt: cst('2026-02-20T10:00') }) };
    const result = telephone([late], '2026-03-03');
    expect(result.invoices.filter(({ kind }) => kind === 'telephone').flatMap(({ lines: told }) => told.map(({ kind, net }) => [kind, net]))).toEqual(lines);
  });

  it('name late records in a line of their own, each line rounded once', () => {
    const deck = [{ prefix: '86', perMinute: '0.003', connect: '0', initialSeconds: 60, incrementSeconds: 60 }];
    const result = telephone([
      call('2026-03-05T10:00', 'late1', 60_000, { answeredAt: cst('2026-02-20T10:00') }), call('2026-03-05T10:00', 'late2', 60_000, { answeredAt: cst('2026-01-31T10:00') }),
      call('2026-03-06T10:00', 'own', 60_000),
    ], '2026-04-03', { deck });
    expect(result.invoices.at(-1)).toMatchObject({
      kind: 'telephone', issuedAt: '2026-04-03T00:00:00+08:00', total: '0.01',
      lines: [{ kind: 'telephone', net: '0.00', tax: '0.00' }, { kind: 'prior-period', net: '0.01', tax: '0.00' }],
    });
    expect(result.calls.map(({ invoice }) => invoice)).toEqual([4, 4, 4]);
  });

  it('wait while every line would round to nothing', () => {
    const deck = [{ prefix: '86', perMinute: '0.003', connect: '0', initialSeconds: 60, incrementSeconds: 60 }];
    const first = call('2026-02-05T10:00', 'a', 60_000);
    expect(telephone([first], '2026-03-03', { deck }).invoices.filter(({ kind }) => kind === 'telephone')).toEqual([]);
    const both = telephone([first, call('2026-03-05T10:00', 'b', 120_000)], '2026-04-03', { deck });
    expect(both.invoices.at(-1)!.lines).toMatchObject([{ kind: 'telephone', net: '0.01' }, { kind: 'prior-period', net: '0.00' }]);
    expect(telephone([first, call('2026-03-05T10:00', 'b', 60_000)], '2026-04-03', { deck }).invoices.filter(({ kind }) => kind === 'telephone')).toEqual([]);
  });

  it('leave out calls that cost nothing', () => {
    const deck = [{ prefix: '86', perMinute: '0', connect: '0', initialSeconds: 60, incrementSeconds: 60 }];
    const result = telephone([call('2026-02-05T10:00', 'a', 60_000), call('2026-02-05T10:00', 'i', 60_000, { direction: 'inbound' })], '2026-03-03', { deck });
    expect(result.calls).toEqual([
      { id: 'a', prefix: '86', billedSeconds: 60, status: 'rated', cost: '0.000000', invoice: null },
      { id: 'i', prefix: null, billedSeconds: 0, status: 'free', cost: '0.000000', invoice: null },
    ]);
    expect(result.invoices.every(({ kind }) => kind === 'rent')).toBe(true);
  });

  it('know unanswered, quarantined and repeated calls', () => {
    const result = telephone([
      call('2026-02-05T10:00', 'null', 60_000, { answeredAt: null }), call('2026-02-05T10:01', 'empty', 60_000, { answeredAt: '' }),
      call('2026-02-05T10:02', 'zero', 0), call('2026-02-05T10:03', 'zero-in', 0, { direction: 'inbound' }),
      call('2026-02-05T10:04', 'abroad', 60_000, { to: '+4930123456' }), call('2026-02-05T10:05', 'twice', 60_000), call('2026-02-05T10:06', 'twice', 60_000),
    ], '2026-02-06');
    const unanswered = { prefix: null, billedSeconds: 0, status: 'unanswered', cost: '0.000000', invoice: null };
    expect(result.calls).toEqual([
      { id: 'null', ...unanswered }, { id: 'empty', ...unanswered }, { id: 'zero', ...unanswered }, { id: 'zero-in', ...unanswered },
      { id: 'abroad', prefix: null, billedSeconds: null, status: 'quarantined', cost: null, invoice: null },
      { id: 'twice', prefix: '86', billedSeconds: 60, status: 'rated', cost: '0.120000', invoice: null },
    ]);
    expect(short(result, 'quarantined')).toEqual(['2026-02-05T10:04 quarantined abroad']);
  });

  it('rate by the deck rows in force at the answer, the longest prefix of them', () => {
    const row = CHINA_DECK[0]!;
    const deck = [
      { ...row, effectiveTo: cst('2026-02-10') }, { ...row, perMinute: '0.5', effectiveFrom: cst('2026-02-10') },
      { ...row, prefix: '86138', perMinute: '1', effectiveFrom: cst('2026-02-20'), effectiveTo: cst('2026-02-21') },
    ];
    const result = telephone(['2026-02-09T23:59', '2026-02-10T00:00', '2026-02-20T12:00', '2026-02-21T00:00'].map((at) => call(at, at, 60_000)), '2026-02-22', { deck });
    expect(result.calls.map(({ prefix, cost }) => [prefix, cost])).toEqual([['86', '0.120000'], ['86', '0.500000'], ['86138', '1.000000'], ['86', '0.500000']]);
  });

  it('close after elapsed hours, over a daylight-saving change too', () => {
    const { invoices } = tell({
      zone: 'America/New_York', currency: 'USD', contract: { term: { startOn: '2026-02-07', months: 2 } },
      events: [
        { at: '2026-02-06T12:00:00-05:00', do: 'open-lease', seats: 1 },
        { at: '2026-02-08T12:00:00-05:00', do: 'call', id: 'c', direction: 'outbound', to: '8613800138000', answeredAt: '2026-02-08T12:00:00-05:00', milliseconds: 60_000 },
      ],
      until: '2026-03-10T00:00:00-04:00',
    });
    expect(invoices.at(-1)).toMatchObject({ kind: 'telephone', issuedAt: '2026-03-09T01:00:00-04:00', dueOn: '2026-03-19' });
  });

  it('go on monthly after the lease’s end while anything is left to bill, and stay open', () => {
    const late = (arrival: string, id: string): WrittenEvent => call(arrival, id, 61_000, { answeredAt: cst('2026-02-20T10:00') });
    const result = tell({
      contract: { term: { startOn: '2026-01-31', months: 1 } },
      events: [open('2026-01-30T10:00', 1), pay('2026-01-30T11:00', '4120.00'), call('2026-02-20T10:00', 'own', 61_000), late('2026-03-02T00:00', 'late'), late('2026-06-30T00:00', 'later')],
      until: cst('2026-12-31'),
    });
    // the lease ends with a period on 02-28, whose grid goes on with 03-31, …, 06-30 and 07-31; closes two days later
    expect(result.invoices.filter(({ kind }) => kind === 'telephone').map(({ issuedAt, dueOn, lines, open: left }) => [issuedAt.slice(0, 10), dueOn, lines[0]!.kind, left])).toEqual([
      ['2026-03-02', '2026-03-12', 'telephone', '0.00'], ['2026-04-02', '2026-04-12', 'prior-period', '0.25'], ['2026-07-02', '2026-07-12', 'prior-period', '0.25'],
    ]);
    expect(short(result, 'deposit-settled', 'suspended')).toEqual(['2026-03-02 deposit-settled 0.25 1999.75']);
    expect(result.balances).toEqual({ receivable: '0.50', deposit: '0.00', unapplied: '0.00' });
  });

  it('after the end are missed by a record that arrives at one’s very instant', () => {
    const closeOf = (arrival: string): string | undefined => tell({
      contract: { term: { startOn: '2026-01-31', months: 1 } }, events: [open('2026-01-30T10:00', 1), call(arrival, 'late', 61_000, { answeredAt: cst('2026-02-20T10:00') })], until: cst('2026-12-31'),
    }).invoices.find(({ kind }) => kind === 'telephone')?.issuedAt.slice(0, 10);
    expect([closeOf('2026-04-01T23:59'), closeOf('2026-04-02T00:00')]).toEqual(['2026-04-02', '2026-05-02']);
  });

  it('after an end inside a period are counted from that end', () => {
    const result = telephone([{ at: cst('2026-02-10'), do: 'end-lease', on: '2026-02-15' }, call('2026-02-17T00:00', 'late', 61_000, { answeredAt: cst('2026-02-11T10:00') })], '2026-12-31');
    expect(result.invoices.filter(({ kind }) => kind === 'telephone').map(({ issuedAt }) => issuedAt.slice(0, 10))).toEqual(['2026-03-17']);
  });

  it('take in what arrived before the lease was open, at the first close after it', () => {
    const early = [call('2026-01-20T10:00', 'early', 61_000), call('2026-01-29T10:00', 'unknown', 1, { to: '+15550100' })];
    const result = tell({ ...FEBRUARY, events: [...early, ...opened], until: cst('2026-03-03') });
    expect(short(result)[0]).toBe('2026-01-29T10:00 quarantined unknown');
    expect(result.invoices[2]).toMatchObject({ issuedAt: '2026-03-03T00:00:00+08:00', lines: [{ kind: 'prior-period', net: '0.24' }] });
    expect(result.calls).toMatchObject([{ id: 'early', invoice: 3 }, { id: 'unknown', status: 'quarantined', invoice: null }]);
    expect(tell({ ...FEBRUARY, events: early, until: cst('2026-03-03') }).calls).toMatchObject([{ status: 'rated', invoice: null }, { status: 'quarantined' }]);
  });

  it('come after the rent invoice and before releases and notices of one instant', () => {
    const result = tell({
      contract: { term: { startOn: '2026-02-01', months: 2 }, usageCloseHours: 0, invoiceLeadDays: 0, telephoneDueDays: 3, renewalNoticeMonths: 1 },
      events: [
        open('2026-01-30T10:00', 2), pay('2026-01-30T11:00', '8240.00'), call('2026-02-20T10:00', 'c', 61_000),
        { at: cst('2026-02-02'), do: 'remove-seats', seats: 1, when: 'period-end' },
      ],
      until: cst('2026-03-01'),
    });
    // the deposit released pays rent first, so that the telephone invoice stays open
    expect(short(result).slice(3)).toEqual([
      '2026-02-28 notice renewal', '2026-03-01 invoice-issued 2', '2026-03-01 invoice-issued 3', '2026-03-01 deposit-released 2000.00',
      '2026-03-01 seats-released 1', '2026-03-01 notice reminder 3',
    ]);
  });
});

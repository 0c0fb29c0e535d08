const CONTRACT = {
  seatMonthly: '2000.00', depositMonths: 1, anchor: 'start-day', dayCount: 'actual', term: { startOn: '2026-01-31', months: 12 },
  invoiceLeadDays: 7, rentGraceDays: 15, telephoneGraceDays: 30, rentAccruesWhileSuspended: true, taxPercent: '6', usageCloseHours: 48,
  telephoneDueDays: 10, renewalNoticeMonths: 1,
};
const DECK = [
  { prefix: '86', perMinute: '0.12', connect: '0', initialSeconds: 60, incrementSeconds: 60, effectiveFrom: '2026-01-01T00:00:00+08:00' },
  { prefix: '1', perMinute: '0.3333', connect: '0.05', initialSeconds: 0, incrementSeconds: 6 },
];
const HEAD = { zone: 'Asia/Shanghai', currency: 'CNY', contract: CONTRACT, deck: DECK };
const call = (id: string, at: string, to: string, milliseconds: number, answeredAt: string | null = at) => ({
  at, do: 'call', id, direction: 'outbound', to, answeredAt, milliseconds,
});

/** Stories that a real lease has to live exactly as `seatline simulate` tells them. */
export const STORIES: Readonly<Record<string, object>> = {
  'the story of simulate.md': {
    ...HEAD,
    events: [
      { at: '2026-01-30T10:00:00+08:00', do: 'open-lease', seats: 10 },
      { at: '2026-01-30T11:00:00+08:00', do: 'pay', amount: '41200.00' },
      { at: '2026-02-10T09:00:00+08:00', do: 'add-seats', seats: 3 },
      { at: '2026-02-12T15:00:00+08:00', do: 'pay', amount: '10200.00', for: 'order' },
      call('c1', '2026-02-11T09:00:00+08:00', '+8613800138000', 61000),
      { at: '2026-03-01T09:00:00+08:00', do: 'remove-seats', seats: 2, when: 'period-end' },
      { at: '2026-03-20T09:00:00+08:00', do: 'pay', amount: '20000.00', valueOn: '2026-03-19' },
      { at: '2026-04-02T09:00:00+08:00', do: 'hold-arrears', untilOn: '2026-04-20', reason: 'promise to pay' },
      { at: '2026-06-01T09:00:00+08:00', do: 'end-lease', on: '2026-06-30' },
    ],
    until: '2026-12-31T00:00:00+08:00',
  },
  'calls in time, late, unanswered, inbound, without a price': {
    ...HEAD,
    events: [
      { at: '2026-01-30T10:00:00+08:00', do: 'open-lease', seats: 2 },
      { at: '2026-01-31T00:00:00+08:00', do: 'pay', amount: '60000.00' },
      call('a', '2026-02-03T09:00:00+08:00', '+8613800138000', 61001),
      call('b', '2026-02-04T09:00:00+08:00', '14155550100', 7001),
      call('c', '2026-02-05T09:00:00+08:00', '+4420794600', 5000),
      call('d', '2026-02-06T09:00:00+08:00', '+8613800138000', 0, null),
      { ...call('e', '2026-02-07T09:00:00+08:00', '+8613800138000', 5000), direction: 'inbound' },
      call('f', '2026-03-02T00:00:00+08:00', '+8613800138000', 100000, '2026-02-20T09:00:00+08:00'),
      call('a', '2026-03-03T00:00:00+08:00', '+8613800138000', 61001, '2026-02-03T09:00:00+08:00'),
      call('g', '2026-03-29T10:00:00+08:00', '14155550100', 3600000, '2026-02-21T09:00:00+08:00'),
      call('h', '2026-03-30T10:00:00+08:00', '14155550100', 1000),
      call('i', '2026-04-10T10:00:00+08:00', '14155550100', 1000),
      { at: '2026-04-20T09:00:00+08:00', do: 'end-lease', on: '2026-04-30' },
      call('j', '2026-05-20T10:00:00+08:00', '14155550100', 90000, '2026-04-29T23:59:59+08:00'),
      call('k', '2026-07-20T10:00:00+08:00', '14155550100', 90000, '2026-04-29T23:59:59+08:00'),
    ],
    until: '2026-12-31T00:00:00+08:00',
  },
  'arrears, suspension, part payments, restoration, rent that stops while suspended': {
    ...HEAD,
    contract: { ...CONTRACT, rentAccruesWhileSuspended: false, term: { startOn: '2026-02-01', months: 6 } },
    events: [
      { at: '2026-01-20T10:00:00+08:00', do: 'open-lease', seats: 3 },
      { at: '2026-01-30T11:00:00+08:00', do: 'pay', amount: '12360.00' },
      { at: '2026-03-10T09:00:00+08:00', do: 'add-seats', seats: 1 },
      { at: '2026-03-20T09:00:00+08:00', do: 'pay', amount: '1000.00' },
      { at: '2026-03-25T09:30:00+08:00', do: 'pay', amount: '9000.00' },
      { at: '2026-04-01T09:30:00+08:00', do: 'remove-seats', seats: 1, when: 'now' },
      { at: '2026-05-25T09:30:00+08:00', do: 'hold-arrears', untilOn: '2026-05-30', reason: 'promised' },
      { at: '2026-06-10T09:30:00+08:00', do: 'pay', amount: '30000.00' },
      { at: '2026-06-10T09:30:00+08:00', do: 'add-seats', seats: 2 },
    ],
    until: '2027-01-31T00:00:00+08:00',
  },
  'orders that wait, hold each other up and lapse; calendar months, fixed30, New York': {
    zone: 'America/New_York', currency: 'USD', deck: [],
    contract: { ...CONTRACT, seatMonthly: '99.99', anchor: 'calendar', dayCount: 'fixed30', taxPercent: '8.875', term: { startOn: '2026-01-17', months: 3 } },
    events: [
      { at: '2026-01-17T10:00:00-05:00', do: 'open-lease', seats: 2 },
      { at: '2026-01-17T10:00:00-05:00', do: 'pay', amount: '400.00' },
      { at: '2026-02-01T10:00:00-05:00', do: 'add-seats', seats: 5 },
      { at: '2026-02-02T10:00:00-05:00', do: 'add-seats', seats: 1 },
      { at: '2026-02-03T10:00:00-05:00', do: 'pay', amount: '500.00', for: 'order' },
      { at: '2026-03-01T10:00:00-05:00', do: 'pay', amount: '2000.00' },
      { at: '2026-03-09T10:00:00-05:00', do: 'add-seats', seats: 2 },
      { at: '2026-03-20T10:00:00-05:00', do: 'remove-seats', seats: 3, when: 'now' },
      { at: '2026-03-21T10:00:00-05:00', do: 'remove-seats', seats: 90, when: 'now' },
    ],
    until: '2026-09-01T00:00:00-05:00',
  },
};

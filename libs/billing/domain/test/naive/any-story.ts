import fc from 'fast-check';
import { addDays, addMonths, civilDate, type CivilDate, formatInstant, type Instant, startOfDay, zone } from '@seatline/kernel';
import { NaiveReplay } from './naive-replay';
import { readNaively } from './naive-story';

// Random valid stories. Instants and amounts are drawn relative to the lease, so that exact midnights, exact due instants and exact amounts come often.

type Fields = Record<string, unknown>;

const PRICES: Record<string, readonly string[]> = {
  CNY: ['2000.00', '1999.99', '333.33', '0.07', '100', '0.00'],
  JPY: ['20000', '1', '777'],
  KWD: ['200.000', '199.999', '1.5'],
};

/** An offset from the lease's start that falls on, or close to, what the contract makes happen there. */
const dayDraw = fc.record({
  month: fc.integer({ min: 0, max: 7 }),
  day: fc.oneof(fc.constantFrom(0, 1, -1, 2, 8, 15, 16, -7, 28, 29), fc.integer({ min: -45, max: 45 })),
});

const timeDraw = fc.oneof(
  fc.constant({ of: 'midnight', milliseconds: 0 }),
  fc.constant({ of: 'close', milliseconds: 0 }),
  fc.record({ of: fc.constant('time'), milliseconds: fc.oneof(fc.constantFrom(1, 36_000_000, 82_799_999), fc.integer({ min: 0, max: 82_799_999 })) }),
);

const seatCount = fc.integer({ min: 1, max: 4 });

const actDraw = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay'), share: fc.constantFrom('all', 'oldest', 'order', 'half', 'over', 'mixed'), forOrder: fc.boolean(), value: fc.option(fc.integer({ min: -9, max: 0 })) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add-seats'), seats: seatCount, paidAfter: fc.option(fc.integer({ min: 0, max: 9 })) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove-seats'), seats: seatCount, when: fc.constantFrom('now', 'period-end') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end-lease'), month: fc.integer({ min: 0, max: 6 }), day: fc.integer({ min: -5, max: 31 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hold-arrears'), days: fc.integer({ min: -3, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open-lease'), seats: seatCount }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('call'),
      inbound: fc.integer({ min: 0, max: 5 }),
      to: fc.constantFrom('+8613800138000', '+861', '+8621', '+14155550100', '+4930', '+999'),
      late: fc.option(fc.oneof(fc.constantFrom(0, 1, 172_800_000, 86_400_000), fc.integer({ min: 0, max: 5_000_000_000 })), { freq: 8 }),
      answered: fc.constantFrom<'then' | 'midnight' | 'change of deck'>('then', 'then', 'midnight', 'change of deck'),
      repeats: fc.integer({ min: 0, max: 9 }),
      milliseconds: fc.oneof(fc.constantFrom(0, 1, 999, 1000, 1001, 6000, 60_000, 60_001, 61_000), fc.integer({ min: 0, max: 7_200_000 })),
    }),
  },
);

const eventDraw = fc.record({ on: dayDraw, time: timeDraw, again: fc.boolean(), act: actDraw });

const contractDraw = fc.record({
  price: fc.nat(),
  depositMonths: fc.constantFrom(1, 0, 2, 3),
  anchor: fc.constantFrom('start-day', 'calendar'),
  dayCount: fc.constantFrom('actual', 'fixed30'),
  startOn: fc.constantFrom('2026-01-31', '2026-03-01', '2025-12-29', '2026-02-15', '2023-12-30', '2026-09-30', '2026-10-31', '2024-02-29'),
  months: fc.integer({ min: 1, max: 6 }),
  invoiceLeadDays: fc.oneof(fc.constantFrom(7, 0, 3, 31), fc.integer({ min: 0, max: 40 })),
  rentGraceDays: fc.oneof(fc.constantFrom(15, 0, 1, 2), fc.integer({ min: 0, max: 40 })),
  telephoneGraceDays: fc.oneof(fc.constantFrom(30, 0), fc.integer({ min: 0, max: 40 })),
  rentAccruesWhileSuspended: fc.boolean(),
  taxPercent: fc.constantFrom('6', '0', '6.5', '13', '0.000001', '33.333333'),
  usageCloseHours: fc.oneof(fc.constantFrom(48, 0, 1, 24, 800), fc.integer({ min: 0, max: 100 })),
  telephoneDueDays: fc.oneof(fc.constantFrom(10, 0, 26, 28, 29), fc.integer({ min: 0, max: 40 })),
  renewalNoticeMonths: fc.integer({ min: 0, max: 7 }),
});

const deckDraw = fc.record({
  rates: fc.array(fc.constantFrom('0.12', '0.001', '0', '1.999999', '0.05'), { minLength: 6, maxLength: 6 }),
  connects: fc.array(fc.constantFrom('0', '0.003', '0.5', '0.000001'), { minLength: 6, maxLength: 6 }),
  steps: fc.array(fc.constantFrom([60, 60], [60, 6], [6, 6], [1, 1], [30, 7], [0, 10]), { minLength: 6, maxLength: 6 }),
  changeMonth: fc.integer({ min: 0, max: 3 }),
});

const storyDraw = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Beirut'),
  currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
  contract: contractDraw,
  deck: deckDraw,
  opening: fc.record({ day: fc.oneof(fc.constantFrom(-1, 0, -10), fc.integer({ min: -45, max: 70 })), time: timeDraw, seats: seatCount }),
  events: fc.array(eventDraw, { maxLength: 14 }),
  payer: fc.constantFrom('nobody', 'the first invoice', 'every month'),
  tail: fc.integer({ min: 0, max: 120 }),
});

type StoryDraw = typeof storyDraw extends fc.Arbitrary<infer Draw> ? Draw : never;
type EventDraw = StoryDraw['events'][number];

/** A random story as JSON text. */
export const anyStory: fc.Arbitrary<string> = storyDraw.map(write);

function write(draw: StoryDraw): string {
  const { price, months, startOn, ...terms } = draw.contract;
  const prices = PRICES[draw.currency] as readonly string[];
  const contract = { ...terms, seatMonthly: prices[price % prices.length], term: { startOn, months } };
  const opening = { at: instantOf(draw, draw.opening.day, 0, draw.opening.time), fields: { do: 'open-lease', seats: draw.opening.seats }, draw: null };
  let last = opening.at;
  const events = draw.events.flatMap((event, index) => {
    last = event.again ? last : instantOf(draw, event.on.day, event.on.month % (months + 2), event.time);
    return [{ at: last, fields: fieldsOf(draw, event, last, index), draw: event }, ...paymentOfOrder(event, last)];
  });
  const inOrder = [opening, ...habitOf(draw, opening.at), ...events].sort((a, b) => a.at - b.at);
  const end = (inOrder.at(-1)?.at ?? 0) as Instant;
  const story = { zone: draw.zone, currency: draw.currency, contract, deck: deckOf(draw), events: [] as Fields[], until: '' };
  for (const { at, fields, draw: event } of inOrder) {
    const written = { at: formatInstant(at, zone(draw.zone)), ...fields };
    if (fields.do === 'pay') Object.assign(written, { amount: amountOf(story, written.at, event) });
    story.events.push(written);
  }
  story.until = formatInstant((end + draw.tail * 86_400_000) as Instant, zone(draw.zone));
  return JSON.stringify(story);
}

/** Payments of all that is open, by a tenant who pays the first invoice, or on every due date. */
function habitOf(draw: StoryDraw, openedAt: Instant): { at: Instant; fields: Fields; draw: null }[] {
  const { payer } = draw;
  const months = payer === 'nobody' ? 0 : payer === 'every month' ? draw.contract.months : 1;
  return Array.from({ length: months }, (_, month) => {
    const at = instantOf(draw, 0, month, { of: 'midnight', milliseconds: 0 });
    return { at: at < openedAt || month === 0 ? openedAt : at, fields: { do: 'pay' }, draw: null };
  });
}

/** A tenant who pays what an order asks for, some days after it. */
function paymentOfOrder({ act, ...event }: EventDraw, orderedAt: Instant): { at: Instant; fields: Fields; draw: EventDraw }[] {
  if (act.do !== 'add-seats' || act.paidAfter === null) return [];
  const forOrder = act.seats % 2 === 0;
  const pays: EventDraw = { ...event, act: { do: 'pay', share: 'order', forOrder, value: null } };
  const at = (orderedAt + act.paidAfter * 86_400_000) as Instant;
  return [{ at, fields: { do: 'pay', ...(forOrder ? { for: 'order' } : {}) }, draw: pays }];
}

function instantOf(draw: StoryDraw, day: number, month: number, time: EventDraw['time']): Instant {
  const date = addDays(addMonths(civilDate(draw.contract.startOn), month), day);
  const offset = time.of === 'close' ? draw.contract.usageCloseHours * 3_600_000 : time.milliseconds;
  return (startOfDay(date, zone(draw.zone)) + offset) as Instant;
}

function dateOf(draw: StoryDraw, month: number, day: number): CivilDate {
  return addDays(addMonths(civilDate(draw.contract.startOn), month), day);
}

function fieldsOf(draw: StoryDraw, { act, on }: EventDraw, at: Instant, index: number): Fields {
  if (act.do === 'pay') {
    const valueOn = act.value === null ? {} : { valueOn: dateOf(draw, on.month, on.day + act.value) };
    return { do: 'pay', ...(act.forOrder ? { for: 'order' } : {}), ...valueOn };
  }
  if (act.do === 'end-lease') return { do: 'end-lease', on: dateOf(draw, act.month, act.day) };
  if (act.do === 'hold-arrears') return { do: 'hold-arrears', untilOn: dateOf(draw, on.month, on.day + act.days), reason: 'promise to pay' };
  if (act.do === 'add-seats') return { do: act.do, seats: act.seats };
  if (act.do !== 'call') return { ...act };
  const answered = (at - (act.late ?? 0)) as Instant;
  const midnight = startOfDay(civilDate(new Date(answered).toISOString().slice(0, 10)), zone(draw.zone));
  const wanted = { then: answered, midnight, 'change of deck': changeOfDeck(draw) }[act.answered];
  const answeredAt = formatInstant(wanted <= at ? wanted : answered, zone(draw.zone));
  return {
    do: 'call',
    id: act.repeats === 0 ? 'c0' : `c${index}`,
    direction: act.inbound === 0 ? 'inbound' : 'outbound',
    to: act.to,
    answeredAt: act.late === null ? null : answeredAt,
    milliseconds: act.milliseconds,
  };
}

function changeOfDeck(draw: StoryDraw): Instant {
  return instantOf(draw, 3, draw.deck.changeMonth, { of: 'midnight', milliseconds: 0 });
}

function deckOf(draw: StoryDraw): Fields[] {
  const change = formatInstant(changeOfDeck(draw), zone(draw.zone));
  const rows = [
    { prefix: '86', effectiveTo: change },
    { prefix: '86', effectiveFrom: change },
    { prefix: '86138', effectiveFrom: change },
    { prefix: '861', effectiveFrom: '2020-01-01T00:00:00Z' },
    { prefix: '1', effectiveFrom: '2020-01-01T00:00:00Z', effectiveTo: change },
    { prefix: '49', effectiveFrom: '2020-01-01T00:00:00Z' },
  ];
  return rows.map((row, index) => ({
    effectiveFrom: '2019-01-01T00:00:00Z',
    ...row,
    perMinute: draw.deck.rates[index],
    connect: draw.deck.connects[index],
    initialSeconds: draw.deck.steps[index]?.[0],
    incrementSeconds: draw.deck.steps[index]?.[1],
  }));
}

/** What a payer would pay at that point of the story: all that is open, the oldest invoice, what an order asks for, or something beside it. */
function amountOf(story: Fields, at: string, event: EventDraw | null): string {
  const read = readNaively(JSON.stringify({ ...story, until: at }));
  const { all, oldest, order } = new NaiveReplay(read).run().owed();
  const beside = BigInt((event?.time.milliseconds ?? 0) % 100_000) + 1n;
  const share = event?.act.do === 'pay' ? event.act.share : 'all';
  const shares: Record<string, bigint> = { all, oldest, order, half: all / 2n, over: all + order + beside, mixed: beside };
  const amount = shares[share] ?? 0n;
  const digits = String(amount > 0n ? amount : beside).padStart(read.decimals + 1, '0');
  return read.decimals === 0 ? digits : `${digits.slice(0, -read.decimals)}.${digits.slice(-read.decimals)}`;
}

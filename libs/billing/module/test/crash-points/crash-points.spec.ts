import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { CheckConservation } from '../../src/use-cases/check-conservation';
import { RecordUsage } from '../../src/use-cases/record-usage';
import { UploadDeck } from '../../src/use-cases/upload-deck';
import { BillingHarness, OPERATOR } from '../harness';
import { Shop, until } from '../shop';
import { type Death, MortalProcess } from './mortal-process';
import { stateOf } from './state-of';

jest.setTimeout(3_600_000);

/** Every point in a soak; otherwise so many of each story, drawn by the run's seed. */
const SAMPLE = process.env['SEATLINE_SOAK'] ? Infinity : 5;
const seed = Number(process.env['SEATLINE_SEED'] ?? 1);

interface Told {
  readonly tenantId: string;
  readonly leaseId: string;
}

/** A piece of work that must end the same wherever it is cut off. */
interface Story {
  readonly name: string;
  /** Up to just before the work. */
  readonly before: (harness: BillingHarness) => Promise<Shop>;
  readonly startsAt: string;
  /** The work, by whoever asks for it; asked for again after a crash, as a person or the sweep does. */
  readonly work: (harness: BillingHarness, told: Told) => Promise<unknown>;
}

const BEGIN = '2026-03-01T09:00:00+08:00';

async function unpaidUntil(harness: BillingHarness, at: string): Promise<Shop> {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, at);
  return shop;
}

async function called(harness: BillingHarness, shop: Shop): Promise<void> {
  const leg = { source: 'test', leg: 'a', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: '+8613800138000', seatId: null, memberId: null } as const;
  const legs = [1, 2, 3].map((n) => ({ ...leg, callId: `c${n}`, answeredAt: instant(`2026-03-0${n}T12:00:00+08:00`), milliseconds: 600_000 * n, leaseId: shop.leaseId }));
  await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
}

const pay = (harness: BillingHarness, { tenantId, leaseId }: Told, amount: string, reference = 'crash'): Promise<unknown> =>
  Shop.of(harness, tenantId, leaseId).pay(amount, reference);

const STORIES: readonly Story[] = [
  {
    name: 'finalisation of a rent invoice',
    startsAt: '2026-03-25T00:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-03-24T23:59:59+08:00'),
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'the close of a period: telephone invoice, revenue, deposit of a removed seat',
    startsAt: '2026-04-03T00:00:00+08:00',
    before: async (harness) => {
      const shop = await unpaidUntil(harness, '2026-03-04T09:00:00+08:00');
      await called(harness, shop);
      await shop.removeSeats(1, 'period-end');
      await until(harness, '2026-04-02T23:59:59+08:00');
      return shop;
    },
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'suspension',
    startsAt: '2026-04-17T00:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-04-16T23:59:59+08:00'),
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'a payment that restores',
    startsAt: '2026-04-18T10:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-04-18T09:59:59+08:00'),
    work: (harness, told) => pay(harness, told, '4240.00'),
  },
  {
    name: 'import of a rate deck',
    startsAt: '2026-03-10T10:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-03-10T09:59:59+08:00'),
    work: (harness) =>
      harness.app.get(UploadDeck).run(OPERATOR, {
        direction: 'outbound', currency: 'CNY', name: 'Crash', effectiveFrom: instant('2026-04-01T00:00:00+08:00'),
        csv: 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,0.10,0,60,60,,\n1,0.2,0,6,6,,\n',
      }).catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'deck.effective-taken') throw error; // it was there before the crash
      }),
  },
];

/** A process on a copy of the story's database, at the story's instant. */
async function beginAgain(story: Story, database: TestDatabase): Promise<BillingHarness> {
  return BillingHarness.start({ startsAt: story.startsAt, database });
}

/** The story's work, killed at a point, then begun again and finished by a new process. */
async function crashed(story: Story, stage: TestDatabase, told: Told, death: Death): Promise<Record<string, string[]>> {
  const database = await createTestDatabase({ copyOf: stage });
  const first = await beginAgain(story, database);
  const mortal = MortalProcess.begin(death);
  try {
    await story.work(first, told).then(
      () => expect(mortal.died).toBe(true), // it may not have noticed: the last answer of all was lost
      (error: unknown) => error,
    );
  } finally {
    mortal.release();
  }
  await first.stop();
  expect(mortal.died).toBe(true);
  return finished(story, database, told);
}

async function finished(story: Story, database: TestDatabase, told: Told): Promise<Record<string, string[]>> {
  const harness = await beginAgain(story, database);
  try {
    await story.work(harness, told);
    expect(await harness.app.get(CheckConservation).run()).toEqual([]);
    return await stateOf(harness.admin);
  } finally {
    await harness.stop();
    await database.drop();
  }
}

/** Points drawn without repetition; the same seed draws the same. */
function drawn<Point>(points: readonly Point[], count: number): Point[] {
  const rest = [...points];
  let state = seed >>> 0 || 1;
  const chosen: Point[] = [];
  while (rest.length > 0 && chosen.length < count) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    chosen.push(...rest.splice(Math.floor((state / 2 ** 32) * rest.length), 1));
  }
  return chosen;
}

interface Undisturbed {
  readonly stage: TestDatabase;
  readonly told: Told;
  readonly statements: number;
  readonly state: Record<string, string[]>;
}

/** The story up to its work, kept as a database to copy, and what comes of the work when nothing happens to it. */
async function undisturbedOf(story: Story): Promise<Undisturbed> {
  const harness = await BillingHarness.start({ startsAt: BEGIN });
  const shop = await story.before(harness);
  const told = { tenantId: shop.tenantId, leaseId: shop.leaseId };
  await harness.stopKeepingDatabase();
  const database = await createTestDatabase({ copyOf: harness.database });
  const first = await beginAgain(story, database);
  const mortal = MortalProcess.begin(null);
  await story.work(first, told).finally(() => mortal.release());
  const state = await stateOf(first.admin);
  await first.stop();
  await database.drop();
  return { stage: harness.database, told, statements: mortal.statements, state };
}

it('a work that takes effect again when it is asked for again is caught', async () => {
  let asked = 0;
  const planted: Story = { ...STORIES[0]!, work: (harness, told) => pay(harness, told, '10.00', `asked ${(asked += 1)}`) };
  const { stage, told, statements, state } = await undisturbedOf(planted);
  asked = 0;
  const twice = await crashed(planted, stage, told, { statement: statements, when: 'unanswered' });
  expect([state['payment']?.length, twice['payment']?.length]).toEqual([2, 3]);
  await stage.drop();
});

describe.each(STORIES)('$name, killed at a statement and begun again, ends as if nothing had been', (story) => {
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await undisturbedOf(story);
  });
  afterAll(() => undisturbed.stage.drop());

  it('does work that can be cut off, and repeating it changes nothing', async () => {
    const { stage, told, statements, state } = undisturbed;
    expect(statements).toBeGreaterThan(3);
    const database = await createTestDatabase({ copyOf: stage });
    const first = await beginAgain(story, database);
    await story.work(first, told);
    await first.stop();
    expect(await finished(story, database, told)).toEqual(state);
  });

  it('at every statement, before it and after it', async () => {
    const { stage, told, statements, state } = undisturbed;
    const points = Array.from({ length: statements }, (_, at) => at + 1).flatMap((statement): Death[] => [
      { statement, when: 'unheard' },
      { statement, when: 'unanswered' },
    ]);
    for (const death of drawn(points, SAMPLE)) {
      expect({ death, state: await crashed(story, stage, told, death) }).toEqual({ death, state });
    }
  });
});

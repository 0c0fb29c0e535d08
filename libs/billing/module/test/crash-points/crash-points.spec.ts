import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { CheckConservation } from '../../src/use-cases/check-conservation';
import { BillingHarness } from '../harness';
import { type Death, MortalProcess } from './mortal-process';
import { stateOf } from './state-of';
import { BEGIN, pay, STORIES, type Story, type Told } from './stories';

jest.setTimeout(3_600_000);

/** Every point in a soak; otherwise so many of each story, drawn by the run's seed. */
const SAMPLE = process.env['SEATLINE_SOAK'] ? Infinity : 3;
const seed = Number(process.env['SEATLINE_SEED'] ?? 1);

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

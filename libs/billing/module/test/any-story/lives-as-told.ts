import { expect } from '@jest/globals';
import { findBreaches, type LeaseBook } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDate, microsToMinor } from '@seatline/kernel';
import { readLedger, readMoments } from '../../src/persistence/lease-history';
import { CheckConservation } from '../../src/use-cases/check-conservation';
import { LeaseDesk } from '../../src/use-cases/lease-desk';
import { replayLease } from '../../src/use-cases/replay-lease';
import { SimulateLease } from '../../src/use-cases/simulate-lease';
import { naiveAccount, tableAccount } from './account';
import type { Act } from './acts';
import type { Story } from './deeds';
import { LivedLease } from './lived-lease';
import { meaningOf } from './meaning';
import { NaiveStory } from './naive-story';

/** Some days before the term, so that an opening can be paid before it begins. */
const OPENED_ON = civilDate('2026-01-28');

/**
 * Lives a story on tables and tells it to the naive model, deed by deed; what can be seen of both must be the same after each, and nothing lost or counted twice.
 * @returns what was asked, in order; who was refused has an exclamation mark.
 */
export async function livesAsTold(story: Story): Promise<string[]> {
  const acts: Act[] = [];
  const asked: string[] = [];
  let today = OPENED_ON;
  const lived = await LivedLease.open(story, OPENED_ON);
  try {
    for (const { days, deed } of story.deeds) {
      today = addDays(today, days);
      await lived.wakeOn(today);
      const before = NaiveStory.told(story, OPENED_ON, acts, today);
      await compare(lived, before, `${today} before ${deed.do}`);
      const act = meaningOf(before, deed, story.terms.pricing);
      if (act === null) continue;
      acts.push(act);
      const told = NaiveStory.told(story, OPENED_ON, acts, today);
      const granted = await lived.perform(act);
      expect({ today, ...act, granted }).toEqual({ today, ...act, granted: !told.refused });
      asked.push(granted ? act.do : `${act.do}!`);
      await compare(lived, told, `${today} after ${deed.do}`);
    }
    await lived.wakeOn(addDays(today, 100));
    await compare(lived, NaiveStory.told(story, OPENED_ON, acts, addDays(today, 100)), 'a hundred days later');
    await booksAreWhole(lived);
    await nothingIsSupposedLost(lived, addDays(today, 130));
  } finally {
    await lived.house.harness.stop();
  }
  return asked;
}

async function compare(lived: LivedLease, told: NaiveStory, when: string): Promise<void> {
  expect({ when, ...(await tableAccount(lived.house.harness, lived.leaseId)) }).toEqual({ when, ...naiveAccount(told) });
  expect(await lived.house.harness.app.get(CheckConservation).run()).toEqual([]);
}

/** The book from the tables, and the one that is told again from what happened, are the same and without a breach. */
async function booksAreWhole({ house: { harness }, key }: LivedLease): Promise<void> {
  await harness.tenants.run(key.tenantId, async (tx) => {
    const lease = await harness.app.get(LeaseDesk).look(tx, key.leaseId);
    const until = lease.book.advancedTo;
    const told = replayLease(lease, await readMoments(tx.ledger, lease, lease.book), await harness.books.usageSinceOpening(tx.ledger, lease, until), until);
    const ledger = await readLedger(tx.ledger, lease);
    expect([findBreaches(lease.book, ledger), findBreaches(told, ledger)]).toEqual([[], []]);
    expect(comparable(told)).toEqual(comparable(lease.book));
  });
}

/** What would become of it if nothing more were asked is conserved too, whatever was rated again, paid from the wallet or included before. */
async function nothingIsSupposedLost({ house: { harness }, key }: LivedLease, until: CivilDate): Promise<void> {
  const { conserved } = await harness.app.get(SimulateLease).run(key.tenantId, key.leaseId, { events: [], until: `${until}T12:00:00+08:00` });
  expect({ conserved }).toEqual({ conserved: true });
}

/**
 * A book without the order in which nothing depends: of calls that wait, and of notices of one instant. Once a lease is over and nothing waits, closes are empty, and how many of
 * them were passed over says nothing: a re-rating that changes no line passes over them too, and leaves no mark.
 */
function comparable(book: LeaseBook): LeaseBook {
  const { endOn, usageClosedThroughOn } = book;
  const closed = usageClosedThroughOn > endOn && !isAnythingWaiting(book) ? endOn : usageClosedThroughOn;
  return { ...book, usageClosedThroughOn: closed, openUsage: [], invoices: book.invoices.map((invoice) => ({ ...invoice, noticesSent: [...invoice.noticesSent].sort() })) };
}

function isAnythingWaiting({ openUsage, openCorrections, contract }: LeaseBook): boolean {
  return [openUsage, openCorrections].some((days) => microsToMinor(days.reduce((sum, { costMicros }) => sum + costMicros, 0n), contract.currency) > 0n);
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDecimal } from '@seatline/kernel';
import { anyStory } from '../../test/support/random-story';
import { storyText, type WrittenStory } from '../../test/support/told';
import type { SimulationResult } from './result';
import { simulateStory } from './simulate-story';

/** Printed by fast-check with any failure; change it to look elsewhere. */
const SEED = 20260317;

function simulate(story: WrittenStory): SimulationResult {
  const simulation = simulateStory(storyText(story));
  if (!simulation.ok) throw new Error(simulation.faults.join('\n'));
  return simulation.result;
}

/** Thousandths, so that every currency of the stories is a whole number. */
function sum(amounts: readonly (string | undefined)[]): bigint {
  return amounts.reduce((total, amount) => total + (parseDecimal(amount ?? '0', 4) ?? 0n), 0n);
}

function amounts(result: SimulationResult, what: string, field: string): string[] {
  return result.timeline.filter((entry) => entry.what === what).map((entry) => String(entry[field]));
}

describe('random stories', () => {
  it('lose nothing and count nothing twice', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const result = simulate(story);
        expect(result.conserved).toBe(true);
        const { invoices, balances } = result;
        const lines = invoices.flatMap((invoice) => invoice.lines);
        const released = sum(amounts(result, 'deposit-released', 'amount'));
        const setOff = sum(amounts(result, 'deposit-settled', 'setOff'));
        // money: what came in, of payments and deposits, is on invoices or unapplied
        expect(sum(amounts(result, 'payment', 'amount')) + released + setOff).toBe(sum(invoices.map(({ paid }) => paid)) + sum([balances.unapplied]));
        // deposits: what was invoiced is held, released, set off or to be refunded
        expect(sum(lines.filter(({ kind }) => kind === 'deposit').map(({ net }) => net))).toBe(
          sum([balances.deposit]) + released + setOff + sum(amounts(result, 'deposit-settled', 'refund')),
        );
        expect(sum(invoices.map(({ open }) => open))).toBe(sum([balances.receivable]));
        expect(sum(result.creditNotes.map(({ total }) => total))).toBe(sum(invoices.map(({ credited }) => credited)));
        // nothing is unapplied while something is open
        expect(sum([balances.unapplied]) === 0n || sum([balances.receivable]) === 0n).toBe(true);
        expect(invoices.every(({ open }) => !open.startsWith('-'))).toBe(true);
        // nothing is told out of time
        const instants = result.timeline.map(({ at }) => Date.parse(at));
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('are told the same up to an instant, whatever comes after', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 24 }), (story, place) => {
        const whole = simulate(story);
        const cut = story.events?.[place]?.at ?? story.until!;
        const at = Date.parse(cut);
        const begun = simulate({ ...story, until: cut, events: story.events?.filter((event) => Date.parse(event.at) <= at) });
        expect(begun.timeline).toEqual(whole.timeline.filter((entry) => Date.parse(entry.at) <= at));
        expect(begun.invoices.map(({ number, lines }) => [number, lines])).toEqual(whole.invoices.slice(0, begun.invoices.length).map(({ number, lines }) => [number, lines]));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

import type { DeckRow } from '../rating/deck-row';
import { DECK_FIELDS, parseDeckRow } from '../rating/parse-deck-row';
import { validateDeckRows } from '../rating/validate-deck-rows';
import { FieldReader, INSTANT_FORM, readInstant, StoryFaults } from './fields';
import { amountDecimals, readContract, readCurrency } from './read-contract';
import { readEvents } from './read-events';
import type { Story } from './story';

export type ReadStory = { readonly ok: true; readonly story: Story } | { readonly ok: false; readonly faults: readonly string[] };

const STORY_FIELDS = ['zone', 'currency', 'contract', 'deck', 'events', 'until'];

/**
 * Reads a story from its JSON text. Every fault is told, each as one line with its path (`events[3].amount: must be a decimal string with at most 2
 * decimals`); a text that is no JSON is one fault of the story. Source: simulate.md ("Story").
 */
export function readStory(jsonText: string): ReadStory {
  let value: unknown;
  try {
    value = JSON.parse(jsonText.replace(/^\uFEFF/, ''));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { ok: false, faults: [`story: must be JSON (${reason})`] };
  }
  const faults = new StoryFaults();
  const reader = FieldReader.of(value, '', faults);
  if (!reader) return { ok: false, faults: faults.lines };
  reader.refuseOthers(STORY_FIELDS);
  const contract = readContract(reader, faults);
  const deck = readDeck(reader.raw('deck'), faults);
  const until = reader.required('until', INSTANT_FORM, readInstant);
  const currency = readCurrency(new FieldReader({ currency: reader.raw('currency') }, '', new StoryFaults()));
  const events = readEvents(reader.raw('events'), until, amountDecimals(currency), faults);
  if (faults.lines.length > 0 || contract === null || until === null) return { ok: false, faults: faults.lines };
  return { ok: true, story: { contract, deck, events, until } };
}

function readDeck(value: unknown, faults: StoryFaults): DeckRow[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    faults.add('deck', 'must be a list');
    return [];
  }
  const places: number[] = [];
  const rows = value.flatMap((item: unknown, place): DeckRow[] => {
    const reader = FieldReader.of(item, `deck[${place}]`, faults);
    if (!reader) return [];
    reader.refuseOthers(DECK_FIELDS);
    const parsed = parseDeckRow(Object.fromEntries(DECK_FIELDS.map((field) => [field, reader.raw(field)])));
    if (!parsed.ok) {
      for (const { field, message } of parsed.faults) reader.fault(field, reader.has(field) ? message : 'is required');
      return [];
    }
    places.push(place);
    return [parsed.row];
  });
  for (const overlap of validateDeckRows(rows)) {
    faults.add(`deck[${places[overlap.row]}].prefix`, `${overlap.prefix} is in force at the same time as in deck[${places[overlap.other]}]`);
  }
  return rows;
}

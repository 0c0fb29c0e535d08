import { Injectable } from '@nestjs/common';
import { compileDeck, type CompiledDeck } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { loadDeckRows } from '../persistence/decks';
import { type DeckDirection, type DeckHeader, listDecks } from '../reads/decks';

/** A deck ready to rate by, and which one it is. */
export interface ShelvedDeck {
  readonly id: string;
  readonly deck: CompiledDeck;
}

/** A compiled deck of 100,000 rows is some tens of megabytes; no process works with more than a few. */
const MOST_DECKS_KEPT = 12;

/** Finds the deck in force at an instant, compiled. Decks never change, so what was compiled once is kept. */
@Injectable()
export class DeckShelf {
  private readonly compiled = new Map<string, CompiledDeck>();

  /**
   * The look-up for calls answered between two instants: the deck that took effect last before the answer; null before the first. All decks that
   * can be meant are made ready here, so that the look-up itself costs nothing.
   */
  async take(
    db: LedgerDatabase,
    of: { readonly direction: DeckDirection; readonly currency: string },
    answered: { readonly from: Instant; readonly to: Instant },
  ): Promise<(at: Instant) => ShelvedDeck | null> {
    const headers = await listDecks(db, of);
    const needed = headers.filter((header, place) => header.effectiveFrom <= answered.to && (headers[place - 1]?.effectiveFrom ?? Infinity) > answered.from);
    const ready: (ShelvedDeck & { readonly from: Instant })[] = [];
    for (const header of needed) ready.push({ id: header.id, deck: await this.deckOf(db, header), from: header.effectiveFrom });
    return (at) => ready.find((candidate) => candidate.from <= at) ?? null;
  }

  /** One deck by its id, whether in force or long replaced; it has to be there. */
  async byId(db: LedgerDatabase, id: string): Promise<ShelvedDeck> {
    return { id, deck: await this.deckOf(db, { id }) };
  }

  private async deckOf(db: LedgerDatabase, header: Pick<DeckHeader, 'id'>): Promise<CompiledDeck> {
    const known = this.compiled.get(header.id);
    if (known) return known;
    const deck = compileDeck(await loadDeckRows(db, header.id));
    const [oldest] = this.compiled.keys();
    if (oldest !== undefined && this.compiled.size >= MOST_DECKS_KEPT) this.compiled.delete(oldest);
    this.compiled.set(header.id, deck);
    return deck;
  }
}

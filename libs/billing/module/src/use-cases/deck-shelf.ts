import { Injectable } from '@nestjs/common';
import { compileDeck, type CompiledDeck } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import type { LedgerDatabase } from '@seatline/server';
import { type DeckDirection, type DeckHeader, listDecks, loadDeckRows } from '../persistence/decks';

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

  /** The look-up for one direction and currency: the deck that took effect last before the instant; null before the first. */
  async of(db: LedgerDatabase, direction: DeckDirection, currency: string): Promise<(at: Instant) => Promise<ShelvedDeck | null>> {
    const headers = await listDecks(db, { direction, currency });
    return async (at) => {
      const header = headers.find((candidate) => candidate.effectiveFrom <= at);
      return header ? { id: header.id, deck: await this.deckOf(db, header) } : null;
    };
  }

  private async deckOf(db: LedgerDatabase, header: DeckHeader): Promise<CompiledDeck> {
    const known = this.compiled.get(header.id);
    if (known) return known;
    const deck = compileDeck(await loadDeckRows(db, header.id));
    const [oldest] = this.compiled.keys();
    if (oldest !== undefined && this.compiled.size >= MOST_DECKS_KEPT) this.compiled.delete(oldest);
    this.compiled.set(header.id, deck);
    return deck;
  }
}

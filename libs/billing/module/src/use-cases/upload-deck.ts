import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal, Problem, SYSTEM_ACTOR, violatedConstraint } from '@seatline/server';
import { insertDeck } from '../persistence/decks';
import { type DeckDirection } from '../reads/decks';
import { readDeckCsv } from './deck-csv';

export interface DeckUpload {
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly name: string;
  /**
   * From when on the deck is the one in force. It may lie in the past: calls that were rated stay as they were, but records that arrive late
   * and calls that nothing matched are then rated by it.
   */
  readonly effectiveFrom: Instant;
  readonly csv: string;
}

/** Faults beyond these are counted, not listed. */
const MOST_FAULTS_TOLD = 20;

/** Takes a new version of a rate deck whole, or not at all. */
@Injectable()
export class UploadDeck {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Principal | typeof SYSTEM_ACTOR, upload: DeckUpload): Promise<{ id: string; version: number }> {
    const { rows, faults } = readDeckCsv(upload.csv);
    if (faults.length > 0) throw new Problem('deck.bad-file', { faults: tell(faults), count: faults.length });
    const createdBy = actor === SYSTEM_ACTOR ? 'Seatline' : actor.displayName;
    try {
      return await this.platform.run(async (tx) => {
        const deck = await insertDeck(tx.db, { ...upload, rows, createdBy }, this.clock.now());
        await this.audit.recordPlatform(tx, actor, {
          action: 'deck.uploaded',
          subjectKind: 'rate-deck',
          subjectId: deck.id,
          facts: { direction: upload.direction, currency: upload.currency, version: deck.version, rows: rows.length },
        });
        return deck;
      });
    } catch (error) {
      const violated = violatedConstraint(error);
      if (violated === 'rate_deck_effective_key') throw new Problem('deck.effective-taken');
      throw error;
    }
  }
}

function tell(faults: readonly string[]): string {
  const more = faults.length - MOST_FAULTS_TOLD;
  return faults.slice(0, MOST_FAULTS_TOLD).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Instant } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type Principal, Problem, violatedConstraint } from '@seatline/server';
import { decideDeck } from '../persistence/decks';
import { findDeck, type UploadedDeck } from '../reads/decks';

export interface DeckActivation {
  /** From when on; null: from this very instant. */
  readonly effectiveFrom: Instant | null;
  /**
   * Whether the instant may lie before now. Calls that were rated since then stay as they are until somebody has them rated again; records that arrive
   * late and calls without a price are rated by this deck at once.
   */
  readonly intoThePast: boolean;
}

/** Puts a staged deck in force, or throws it away. Either is decided once; of two decisions at once the second is refused. */
@Injectable()
export class DecideDeck {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the instant from which on it is in force. */
  activate(actor: Principal, deckId: string, { effectiveFrom, intoThePast }: DeckActivation): Promise<Instant> {
    return namingTakenInstant(this.decide(actor, deckId, (now) => {
      const from = effectiveFrom ?? now;
      if (from < now && !intoThePast) throw new Problem('deck.in-past', { now: new Date(now).toISOString() });
      return from;
    })) as Promise<Instant>;
  }

  async discard(actor: Principal, deckId: string): Promise<void> {
    await this.decide(actor, deckId, () => null);
  }

  private decide(actor: Principal, deckId: string, fromWhen: (now: Instant) => Instant | null): Promise<Instant | null> {
    return this.platform.run(async (tx) => {
      const deck = await findDeck(tx.db, deckId);
      if (!deck) throw notFound('deck');
      refuseDecided(deck);
      const now = this.clock.now();
      const effectiveFrom = fromWhen(now);
      if (!(await decideDeck(tx.db, { deckId, effectiveFrom, decidedBy: actor.displayName }, now))) {
        refuseDecided((await findDeck(tx.db, deckId)) ?? deck);
        throw new Error('a deck that could not be decided is not decided');
      }
      await this.audit.recordPlatform(tx, actor, {
        action: effectiveFrom === null ? 'deck.discarded' : 'deck.activated',
        subjectKind: 'rate-deck',
        subjectId: deckId,
        facts: {
          direction: deck.direction, currency: deck.currency, version: deck.version,
          effectiveFrom: effectiveFrom === null ? null : new Date(effectiveFrom).toISOString(),
        },
      });
      return effectiveFrom;
    });
  }
}

function refuseDecided({ decision }: UploadedDeck): void {
  if (decision === 'activated') throw new Problem('deck.activated-already');
  if (decision === 'discarded') throw new Problem('deck.discarded-already');
}

/** No two decks of one direction and currency take effect at one instant: the key of the table says so, and this says it in words. */
export async function namingTakenInstant<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (violatedConstraint(error) === 'rate_deck_effective_key') throw new Problem('deck.effective-taken');
    throw error;
  }
}

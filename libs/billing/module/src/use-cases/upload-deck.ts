import { Inject, Injectable } from '@nestjs/common';
import { type Clock, type Instant, type Zone, zone } from '@seatline/kernel';
import { Audit, CLOCK, type PlatformTransaction, PlatformUnitOfWork, type Principal, Problem, SYSTEM_ACTOR } from '@seatline/server';
import { decideDeck, insertDeck } from '../persistence/decks';
import { type DeckDirection } from '../reads/decks';
import { namingTakenInstant } from './decide-deck';
import { readDeckCsv } from './deck-csv';

export interface StagedDeckUpload {
  readonly direction: DeckDirection;
  readonly currency: string;
  readonly name: string;
  /** By whose clocks its time bands hold; left out: Shanghai's. */
  readonly zone?: Zone;
  readonly csv: string;
}

const USUAL_ZONE = zone('Asia/Shanghai');

export interface DeckUpload extends StagedDeckUpload {
  /**
   * From when on the deck is the one in force. It may lie in the past: calls that were rated stay as they were, but records that arrive late
   * and calls that nothing matched are then rated by it.
   */
  readonly effectiveFrom: Instant;
}

/** Faults beyond these are counted, not listed. */
const MOST_FAULTS_TOLD = 20;

type Actor = Principal | typeof SYSTEM_ACTOR;

/** Takes a new version of a rate deck whole, or not at all. */
@Injectable()
export class UploadDeck {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keeps it for comparison and a decision (`DecideDeck`); until then it prices nothing. */
  async stage(actor: Actor, upload: StagedDeckUpload): Promise<{ id: string; version: number }> {
    const rows = rowsOf(upload);
    return this.platform.run((tx) => this.enter(tx, actor, { ...upload, rows }));
  }

  /** Puts it in force at once, unseen: for what the product itself brings along. */
  async run(actor: Actor, upload: DeckUpload): Promise<{ id: string; version: number }> {
    const rows = rowsOf(upload);
    return namingTakenInstant(
      this.platform.run(async (tx) => {
        const deck = await this.enter(tx, actor, { ...upload, rows });
        await decideDeck(tx.db, { deckId: deck.id, effectiveFrom: upload.effectiveFrom, decidedBy: nameOfUploader(actor) }, this.clock.now());
        return deck;
      }),
    );
  }

  private async enter(tx: PlatformTransaction, actor: Actor, upload: StagedDeckUpload & { rows: ReturnType<typeof rowsOf> }) {
    const { direction, currency, name, rows, zone: deckZone = USUAL_ZONE } = upload;
    const deck = await insertDeck(tx.db, { direction, currency, name, zone: deckZone, rows, createdBy: nameOfUploader(actor) }, this.clock.now());
    await this.audit.recordPlatform(tx, actor, {
      action: 'deck.uploaded',
      subjectKind: 'rate-deck',
      subjectId: deck.id,
      facts: { direction, currency, version: deck.version, rows: rows.length },
    });
    return deck;
  }
}

function nameOfUploader(actor: Actor): string {
  return actor === SYSTEM_ACTOR ? 'Seatline' : actor.displayName;
}

/** @throws Problem deck.bad-file with every fault, up to a number of them */
function rowsOf({ csv, zone: deckZone = USUAL_ZONE }: StagedDeckUpload) {
  const { rows, faults } = readDeckCsv(csv, deckZone);
  if (faults.length > 0) throw new Problem('deck.bad-file', { faults: tell(faults), count: faults.length });
  return rows;
}

function tell(faults: readonly string[]): string {
  const more = faults.length - MOST_FAULTS_TOLD;
  return faults.slice(0, MOST_FAULTS_TOLD).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

import { Inject, Injectable } from '@nestjs/common';
import { mayLeaveOut, type NumberSeries, printNumber, type PrintedNumber, type PrintedNumberRefusal, readPrintedNumber, type SkipRefusal } from '@seatline/billing-domain';
import { type Clock, civilDateAt, type Result, accept } from '@seatline/kernel';
import { Audit, CLOCK, type PlatformTransaction, PlatformUnitOfWork, SYSTEM_ACTOR } from '@seatline/server';
import {
  bearerOf, nextOfSeries, type NumberBearer, numberingEntities, type NumberingEntity, type SeriesStand, seriesStands, skipNumbers,
} from '../persistence/number-series';

/** The highest number of a series that is known to be on a document outside: in a tenant's hands, in a mailbox, on paper. */
export interface SentNumber {
  readonly series: NumberSeries;
  /** As printed, such as SLI-2026-000123. */
  readonly number: string;
}

export interface SeriesMoved {
  readonly number: string;
  /** The numbers left out, as printed; null: the series was past the number already. */
  readonly gap: { readonly first: string; readonly last: string } | null;
  /** What bears the number in the books; null: nothing does. */
  readonly bearer: NumberBearer | null;
}

type Refusal = PrintedNumberRefusal | SkipRefusal;

/**
 * After an older backup was restored its series would give out numbers that are on documents already sent. Moves each series past the highest of those, and
 * records which numbers it leaves out, who said so and why: the one kind of gap that the nightly check takes. A series never moves back, so that twice is
 * the same as once. All numbers or none.
 */
@Injectable()
export class NumbersAfterRestore {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How far each series has come in these books. */
  stands(): Promise<SeriesStand[]> {
    return this.platform.run((tx) => seriesStands(tx.db));
  }

  async run(sent: readonly SentNumber[], why: { readonly reason: string; readonly by: string }): Promise<Result<SeriesMoved[], Refusal>> {
    return this.platform.run(async (tx) => {
      const entities = await numberingEntities(tx.db);
      const wanted: { read: PrintedNumber; entity: NumberingEntity }[] = [];
      for (const { series, number } of sent) {
        const read = readPrintedNumber(series, number, entities.map((each) => each.prefix));
        if (!read.ok) return read;
        const entity = entities.find((each) => each.prefix === read.value.prefix)!;
        const allowed = mayLeaveOut(read.value, await nextOfSeries(tx.db, entity.id, read.value), this.yearOf(entity));
        if (!allowed.ok) return allowed;
        wanted.push({ read: read.value, entity });
      }
      const moved: SeriesMoved[] = [];
      for (const { read, entity } of wanted) moved.push(await this.move(tx, read, entity, why));
      return accept(moved);
    });
  }

  private async move(tx: PlatformTransaction, sent: PrintedNumber, entity: NumberingEntity, { reason, by }: { reason: string; by: string }): Promise<SeriesMoved> {
    const number = printNumber(sent);
    const bearer = await bearerOf(tx.db, sent.series, number, entity.zone);
    const skipped = await skipNumbers(tx.db, { entityId: entity.id, sent, reason, at: this.clock.now(), by });
    if (!skipped) return { number, gap: null, bearer };
    const gap = { first: printNumber({ ...sent, sequence: skipped.first }), last: printNumber({ ...sent, sequence: skipped.last }) };
    await this.audit.recordPlatform(tx, SYSTEM_ACTOR, {
      action: 'numbers.left-out', subjectKind: 'number-series', subjectId: `${sent.prefix} ${sent.series} ${sent.year}`, reason, facts: { ...gap, by },
    });
    return { number, gap, bearer };
  }

  private yearOf(entity: NumberingEntity): number {
    return Number(civilDateAt(this.clock.now(), entity.zone).slice(0, 4));
  }
}

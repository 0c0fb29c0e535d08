import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import { LiveBus, type TenantTransaction } from '@seatline/server';
import { applyOccurrence, type CallLeg, type LegChange, type LegOccurrence } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { AfterCommit } from '../ports/call-listener';
import type { CarrierName } from '../settings';
import { CallListeners } from './call-listeners';
import { CdrWriter } from './cdr-writer';
import { LEG_COLUMNS, legOf, type LegRow, timestamp } from './leg-row';

/** Where a telling comes from: the carrier's live event, its own record, a comparison with what is alive, or a command of ours that failed. */
export type TellingSource = 'live' | 'history' | 'snapshot' | 'control';

export interface Telling {
  readonly carrier: CarrierName;
  readonly providerEventId: string;
  readonly legId: string;
  readonly source: TellingSource;
  readonly occurrence: LegOccurrence;
}

interface JournalRow extends LegRow {
  fresh: boolean;
}

/**
 * Stores what is told about a leg and moves the leg on: each occurrence once, however often and by whichever way it comes. In one transaction with it
 * stand the record of an ended leg, the event that bills it, and what acd decides.
 */
@Injectable()
export class LegJournal {
  constructor(
    private readonly cdrs: CdrWriter,
    private readonly listeners: CallListeners,
    private readonly live: LiveBus,
  ) {}

  /** Null when nothing came of it, or the leg is not known. */
  async tell(tx: TenantTransaction, telling: Telling): Promise<AfterCommit | null> {
    const row = await this.store(tx, telling);
    if (!row?.fresh) return null;
    const before = legOf(row);
    const { leg: after, change } = applyOccurrence(before, telling.occurrence);
    if (change === 'none') return null;
    await this.save(tx, after);
    if (change === 'ended' || change === 'corrected') await this.cdrs.write(tx, telling.carrier, after);
    return this.pass(tx, telling.carrier, { before, after, change });
  }

  /** Locks the leg, so that what is told of it at the same time by two ways waits its turn, and stores the telling unless it is known. */
  private async store(tx: TenantTransaction, { carrier, providerEventId, legId, source, occurrence }: Telling): Promise<JournalRow | undefined> {
    const cause = occurrence.type === 'ended' ? occurrence.cause : null;
    const { rows } = await tx.ledger.execute<JournalRow>(sql`
      with leg as (select * from call_leg where id = ${legId} for no key update),
      told as (
        insert into call_event (carrier, provider_event_id, call_id, leg_id, type, at, source, cause)
        select ${carrier}, ${providerEventId}, leg.call_id, leg.id, ${`leg.${occurrence.type}`}, ${timestamp(occurrence.at)}::timestamptz, ${source}, ${cause}::int from leg
        on conflict do nothing returning 1)
      select ${LEG_COLUMNS}, exists (select from told) as fresh from leg l`);
    return rows[0];
  }

  private async save(tx: TenantTransaction, leg: CallLeg): Promise<void> {
    await tx.ledger.execute(sql`
      update call_leg set stage = ${leg.stage}, ringing_at = ${timestamp(leg.ringingAt)}, answered_at = ${timestamp(leg.answeredAt)}, ended_at = ${timestamp(leg.endedAt)},
        cause = ${leg.cause}, estimated = ${leg.estimated}
      where id = ${leg.id}`);
  }

  private async pass(tx: TenantTransaction, carrier: CarrierName, told: { before: CallLeg; after: CallLeg; change: LegChange }): Promise<AfterCommit | null> {
    if (told.change !== 'progress') await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'calls', id: told.after.callId });
    return (await this.listeners.listener?.legChanged(tx, { carrier, ...told })) ?? null;
  }
}

export function occurrenceOf(event: { type: string; at: Instant; cause?: number }): LegOccurrence | null {
  if (event.type === 'leg.ringing') return { type: 'ringing', at: event.at };
  if (event.type === 'leg.answered') return { type: 'answered', at: event.at };
  return event.type === 'leg.ended' ? { type: 'ended', at: event.at, cause: event.cause ?? 0, estimated: false } : null;
}

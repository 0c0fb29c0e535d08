import { Injectable } from '@nestjs/common';
import type { Instant } from '@seatline/kernel';
import { log, PlatformUnitOfWork } from '@seatline/server';
import { CAUSE, type Carrier, type CarrierSnapshot, legEventId, type LegStage } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { CallIngest } from '../calls/call-ingest';
import { CallListeners } from '../calls/call-listeners';
import { Suspicions } from './suspicions';

interface OpenLeg extends Record<string, unknown> {
  tenantId: string;
  legId: string;
  callId: string;
  stage: LegStage;
  createdAt: number;
  answeredAt: number | null;
  /** Its call was let through; a refused one's legs are nobody's to attend to. */
  attended: boolean;
}

export interface Occasion {
  /** The carrier began anew: what lived before is gone. */
  readonly restarted: boolean;
  /** After a connection was lost, or at our own start: every call is brought to what its rows want. */
  readonly thorough: boolean;
  /** When the carrier was last known alive; what ended without a trace is closed at that moment. */
  readonly lastSeenAt: Instant | null;
}

/** What is younger than this may be on its way between the carrier and our rows. */
const IN_FLIGHT_MILLISECONDS = 5_000;

/** A carrier's leg without an end of its own: the network went away beneath it. */
const NETWORK_LOST = 38;

/** Compares the open legs of our rows with those that live at the carrier, and closes the gap from both sides. */
@Injectable()
export class CarrierComparison {
  private readonly suspicions = new Suspicions(IN_FLIGHT_MILLISECONDS);

  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly ingest: CallIngest,
    private readonly listeners: CallListeners,
  ) {}

  async run(carrier: Carrier, occasion: Occasion): Promise<CarrierSnapshot> {
    const snapshot = await carrier.snapshot();
    const open = await this.openLegs(carrier);
    const alive = new Map(snapshot.legs.map((leg) => [leg.legId, leg]));
    const resumed = new Set<string>();
    for (const leg of open) {
      const there = alive.get(leg.legId);
      if (there?.state === 'answered' && leg.answeredAt === null) await this.suspectAnswer(carrier, leg, snapshot);
      if (!there) await this.missing(carrier, leg, snapshot, occasion);
      if (occasion.thorough) resumed.add(`${leg.tenantId} ${leg.callId}`);
    }
    for (const key of resumed) await this.resume(key);
    await this.endOrphans(carrier, snapshot, new Set(open.filter((leg) => leg.attended).map((leg) => leg.legId)));
    await this.closeRooms(carrier, snapshot, new Set(open.map((leg) => leg.callId)));
    this.suspicions.forgetBefore(snapshot.takenAt);
    return snapshot;
  }

  private async openLegs(carrier: Carrier): Promise<OpenLeg[]> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<OpenLeg>(sql`
        select l.tenant_id as "tenantId", l.id as "legId", l.call_id as "callId", l.stage, (extract(epoch from l.created_at) * 1000)::float8 as "createdAt",
          (extract(epoch from l.answered_at) * 1000)::float8 as "answeredAt", c.refusal is null as attended
        from call_leg l join call c on c.tenant_id = l.tenant_id and c.id = l.call_id
        where l.carrier = ${carrier.name} and l.stage <> 'ended' order by l.created_at`),
    );
    return rows;
  }

  /** Its answer was not told, and was not in flight either: it is still unknown a while later. */
  private async suspectAnswer(carrier: Carrier, leg: OpenLeg, { takenAt }: CarrierSnapshot): Promise<void> {
    const since = this.suspicions.confirm(`${leg.legId} answered`, takenAt, takenAt);
    if (since === null) return;
    const occurrence = { type: 'answered', at: since } as const;
    const providerEventId = legEventId(leg.legId, 'answered');
    await this.ingest.apply(leg.tenantId, { carrier: carrier.name, legId: leg.legId, providerEventId, source: 'snapshot', occurrence });
  }

  /** A leg that the carrier does not have, though nothing told its end. One that was never dialled is dialled by `resume`. */
  private async missing(carrier: Carrier, leg: OpenLeg, { takenAt }: CarrierSnapshot, occasion: Occasion): Promise<void> {
    // What a carrier that began anew had told of is gone with it, however young it is.
    const goneForCertain = occasion.restarted && leg.stage !== 'new';
    if (leg.createdAt > takenAt - (goneForCertain ? 0 : IN_FLIGHT_MILLISECONDS)) return;
    if (leg.stage === 'new' && !occasion.restarted) {
      if (this.suspicions.confirm(`${leg.legId} new`, takenAt, takenAt) === null) return this.resume(`${leg.tenantId} ${leg.callId}`);
    }
    const lastAlive = occasion.lastSeenAt ?? takenAt;
    const at = occasion.restarted ? lastAlive : this.suspicions.confirm(`${leg.legId} missing`, takenAt, lastAlive);
    if (at === null) return;
    const endedAt = Math.max(at, leg.createdAt, leg.answeredAt ?? 0) as Instant;
    log.warn({ legId: leg.legId, callId: leg.callId, carrier: carrier.name }, 'a leg ended without a trace and is closed by estimate');
    // An id of its own: when the carrier's record tells the true end after all, that is a correction and not a repetition.
    const providerEventId = `${leg.legId}/ended-estimated`;
    const occurrence = { type: 'ended', at: endedAt, cause: NETWORK_LOST, estimated: true } as const;
    await this.ingest.apply(leg.tenantId, { carrier: carrier.name, legId: leg.legId, providerEventId, source: 'snapshot', occurrence });
  }

  private async resume(key: string): Promise<void> {
    const [tenantId = '', callId = ''] = key.split(' ');
    await this.listeners.listener?.resume(tenantId, callId);
  }

  /** A leg that lives and belongs to no call that goes on: nobody attends to it, and somebody pays for it. */
  private async endOrphans(carrier: Carrier, snapshot: CarrierSnapshot, open: ReadonlySet<string>): Promise<void> {
    for (const leg of snapshot.legs) {
      if (open.has(leg.legId) || leg.state === 'refused' || leg.startedAt > snapshot.takenAt - IN_FLIGHT_MILLISECONDS) continue;
      log.warn({ legId: leg.legId, carrier: carrier.name }, 'an orphaned leg is hung up');
      await carrier.hangup(leg.legId, leg.state === 'offered' ? CAUSE.congestion : CAUSE.normalClearing);
    }
  }

  private async closeRooms(carrier: Carrier, snapshot: CarrierSnapshot, openCalls: ReadonlySet<string>): Promise<void> {
    for (const { callId } of snapshot.rooms) {
      if (openCalls.has(callId) || !/^[0-9a-f-]{36}$/.test(callId)) continue;
      if (this.suspicions.confirm(`${callId} room`, snapshot.takenAt, snapshot.takenAt) !== null) await carrier.closeRoom(callId);
    }
  }
}

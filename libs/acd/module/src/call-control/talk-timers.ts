import { Inject, Injectable } from '@nestjs/common';
import { newCommands, type TalkLimit } from '@seatline/acd-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, LiveBus, PlatformUnitOfWork, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/instants';
import { CALL_RECORDS, type CallRecords } from '../ports/calls';
import { CALL_CREDIT, type CallCredit } from '../ports/credit';
import { CallCommander, type CallCommands } from './call-commander';
import { CallEvents } from './call-events';
import { type RoutedCall, situationOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

/** A call that was given nothing more is asked for again after so long: somebody may have topped up. */
const ASK_AGAIN_MILLISECONDS = 5_000;

/** What becomes of one call whose time runs out: it is given more while there is money, and ended when the time is over. */
@Injectable()
export class TalkTime {
  constructor(
    @Inject(CALL_CREDIT) private readonly credit: CallCredit,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly calls: RoutedCallRows,
    private readonly events: CallEvents,
    private readonly live: LiveBus,
  ) {}

  async judge(tx: TenantTransaction, callId: string, now: number): Promise<CallCommands[]> {
    const call = await this.calls.lock(tx, callId);
    if (call?.state !== 'talking' || !call.talk || call.talk.until === null) return [];
    const legs = await this.records.legsOf(tx, call.id);
    const talk = await this.moreFor(tx, call, call.talk, now);
    if (talk !== null && talk.until !== null && talk.until <= now) {
      return this.events.react(tx, call, { before: legs, now: legs }, { state: 'ended', outcome: 'out-of-credit', agent: 'call-ended' });
    }
    const after: RoutedCall = { ...call, talk };
    await this.calls.saveTalk(tx, after);
    if (talk?.until !== call.talk.until && call.memberId !== null) await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'agent', memberId: call.memberId });
    return [{ tenantId: tx.tenantId, carrier: call.carrier, callId, commands: newCommands(situationOf(call, legs), situationOf(after, legs)) }];
  }

  /** Null: it is not limited any more, as far as the carrier is concerned until its last word is over. */
  private async moreFor(tx: TenantTransaction, call: RoutedCall, talk: TalkLimit, now: number): Promise<TalkLimit> {
    const granted = await this.credit.extend(tx, call.id);
    const seconds = granted?.talkSeconds ?? null;
    const until = seconds === null || talk.until === null ? talk.until : Math.max(talk.until, talk.until + (seconds - talk.seconds) * 1000);
    if (until === null || seconds === null || until === talk.until) return { ...talk, extendAt: now + ASK_AGAIN_MILLISECONDS };
    return { ...talk, seconds, until, extendAt: until - talk.extendBelowSeconds * 1000 };
  }
}

/** Finds calls whose time runs out. The timer is the row's, so it runs whichever process is alive; the carrier has the end as well and needs none. */
@Injectable()
export class TalkTimers {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly talk: TalkTime,
    private readonly commander: CallCommander,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const now = this.clock.now();
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; id: string }>(sql`
        select tenant_id, id from routed_call where state = 'talking' and (talk_extend_at <= ${timestamp(now)} or talk_until <= ${timestamp(now)})
        order by talk_until limit 500`),
    );
    for (const { tenant_id: tenantId, id } of rows) {
      const commands = await this.tenants.run(tenantId, (tx) => this.talk.judge(tx, id, now));
      for (const call of commands) this.commander.run(call);
    }
  }
}

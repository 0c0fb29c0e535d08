import { Inject, Injectable } from '@nestjs/common';
import { type Clock, type Result, accept } from '@seatline/kernel';
import { CLOCK, NUMBERING_PLANS, type TenantTransaction } from '@seatline/server';
import { authoriseOutbound, type AuthorisedCall, dialledNumber, type OutboundAttempt, type OutboundRefusalCode } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { TenantCalling } from '../registry/tenant-calling';
import type { CarrierName } from '../settings';

export type OutboundRequest = Pick<OutboundAttempt, 'dialled' | 'service' | 'seatInService' | 'seatHeld' | 'presented'> & {
  /** Who calls: numbers of their own queues come first. */
  readonly memberId: string | null;
};

export interface AuthorisedOutbound extends AuthorisedCall {
  readonly carrier: CarrierName;
  readonly trunkId: string;
  readonly didId: string | null;
}

interface Sight extends Record<string, unknown> {
  concurrent: number;
  last_second: number;
  numbers: { id: string; e164: string }[];
  trunk_id: string | null;
}

const SECOND = 1_000;

/**
 * Decides whether a call out may be made, in the transaction that begins it. The tenant's row is locked until then, so limits hold however many calls are
 * begun at once.
 */
@Injectable()
export class OutboundGuard {
  constructor(
    private readonly calling: TenantCalling,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async authorise(tx: TenantTransaction, request: OutboundRequest): Promise<Result<AuthorisedOutbound, OutboundRefusalCode>> {
    const { carrier, country, policy } = await this.calling.lockForCall(tx);
    const sight = await this.look(tx, carrier, request.memberId);
    const decision = authoriseOutbound({
      ...request,
      country,
      callingCode: NUMBERING_PLANS.callingCode(country),
      destination: dialledNumber(request.dialled, country, NUMBERING_PLANS),
      policy,
      concurrentCalls: sight.concurrent,
      callsInLastSecond: sight.last_second,
      ownNumbers: sight.numbers.map((number) => number.e164),
      hasTrunk: sight.trunk_id !== null,
    });
    if (!decision.ok) return decision;
    const didId = sight.numbers.find((number) => number.e164 === decision.value.callerNumber)?.id ?? null;
    return accept({ ...decision.value, carrier, trunkId: sight.trunk_id ?? '', didId });
  }

  private async look(tx: TenantTransaction, carrier: CarrierName, memberId: string | null): Promise<Sight> {
    const since = new Date(this.clock.now() - SECOND).toISOString();
    const { rows } = await tx.ledger.execute<Sight>(sql`
      select
        (select count(distinct l.call_id)::int from call_leg l join call c on c.tenant_id = l.tenant_id and c.id = l.call_id
          where l.tenant_id = current_tenant() and l.stage <> 'ended' and c.direction = 'outbound' and c.refusal is null) as concurrent,
        (select count(*)::int from call c where c.tenant_id = current_tenant() and c.direction = 'outbound' and c.refusal is null and c.started_at > ${since}) as last_second,
        (select coalesce(json_agg(json_build_object('id', d.id, 'e164', d.e164) order by
            exists (select from queue_member m where m.tenant_id = d.tenant_id and m.queue_id = d.queue_id and m.member_id = ${memberId}::uuid) desc, d.rented_at, d.id), '[]')
          from did d where d.tenant_id = current_tenant() and d.released_at is null and d.carrier = ${carrier}) as numbers,
        (select t.id from trunk t where t.tenant_id = current_tenant() and t.removed_at is null and t.carrier = ${carrier} and t.applied_gen > 0
          order by t.applied_gen = t.desired_gen desc, t.created_at, t.id limit 1) as trunk_id`);
    const [sight] = rows;
    if (!sight) throw new Error('the tenant’s sight of its calls is one row');
    return sight;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Agent, TalkLimit } from '@seatline/acd-domain';
import { accept, type Result } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { OutboundRefusalCode } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { type AuthorisedOutbound, OUTBOUND_GUARD, type OutboundGuard } from '../ports/calls';
import { CALL_CREDIT, type CallCredit } from '../ports/credit';
import { SERVICE_STATUS, type ServiceStatus, type TenantServiceStatus } from '../ports/seats';

export interface OutboundQuestion {
  readonly seatId: string;
  readonly agent: Agent | null;
  readonly dialled: string;
}

/** Puts together what seat, lease, windows and policy say about a call out. */
@Injectable()
export class OutboundRights {
  constructor(
    @Inject(SERVICE_STATUS) private readonly service: ServiceStatus,
    @Inject(OUTBOUND_GUARD) private readonly guard: OutboundGuard,
    @Inject(CALL_CREDIT) private readonly credit: CallCredit,
  ) {}

  /** Holds money for a call that may be made otherwise, and says how long it may be talked. An emergency call is not asked for any. */
  async reserve(tx: TenantTransaction, call: { callId: string; seatId: string }, authorised: AuthorisedOutbound): Promise<Result<TalkLimit | null, OutboundRefusalCode>> {
    if (authorised.emergency) return accept(null);
    const granted = await this.credit.authorise(tx, { ...call, number: authorised.number });
    if (!granted.ok) return granted;
    const { talkSeconds, extendBelowSeconds } = granted.value;
    return accept(talkSeconds === null ? null : { seconds: talkSeconds, until: null, extendAt: null, extendBelowSeconds });
  }

  /**
   * The lease decides, and not what the carrier still believes of the seat: in the minute after a payment the carrier may not have heard of it, and in the
   * minute after a suspension neither.
   */
  async authorise(tx: TenantTransaction, question: OutboundQuestion): Promise<Result<AuthorisedOutbound, OutboundRefusalCode>> {
    const status = await this.service.within(tx);
    return this.guard.authorise(tx, {
      dialled: question.dialled,
      service: serviceOf(status),
      seatInService: await this.seatInService(tx, question.seatId, status),
      seatHeld: question.agent !== null,
      presented: null,
      memberId: question.agent?.memberId ?? null,
    });
  }

  private async seatInService(tx: TenantTransaction, seatId: string, status: TenantServiceStatus): Promise<boolean> {
    const { rows } = await tx.ledger.execute<{ lease_id: string; state: string }>(sql`select lease_id, state from seat where id = ${seatId}`);
    const [seat] = rows;
    if (!seat || seat.state === 'releasing' || seat.state === 'released') return false;
    return !status.suspendedLeases.some((lease) => lease.leaseId === seat.lease_id);
  }
}

/** A tenant without any lease is served like one whose leases are all suspended. */
export function serviceOf(status: TenantServiceStatus): 'in-service' | 'suspended' | 'maintenance' {
  if (status.inService) return 'in-service';
  return status.closedBecause === 'maintenance' ? 'maintenance' : 'suspended';
}

import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { newCommands } from '@seatline/acd-domain';
import type { TenantTransaction } from '@seatline/server';
import type { Announcement, CallLeg, RejectReason } from '@seatline/telephony-domain';
import { CALL_RECORDS, type CallRecords, type CarrierName, type NewLeg, type OfferedLeg, OWN_NUMBERS, type OwnNumbers } from '../ports/calls';
import { SERVICE_STATUS, type ServiceStatus } from '../ports/seats';
import { Router } from '../routing/router';
import type { CallCommands } from './call-commander';
import { serviceOf } from './outbound-rights';
import { type RoutedCall, situationOf } from './routed-call';
import { RoutedCallRows } from './routed-call-rows';

/** Why a call that came in is not let through, with what the caller hears. */
interface Refusal {
  readonly code: string;
  readonly reason: RejectReason;
  readonly announcement: Announcement;
}

/** A call comes in: to a queue and, if somebody is ready, straight on to their phone, all in the transaction that stores the event. */
@Injectable()
export class InboundCalls {
  constructor(
    @Inject(OWN_NUMBERS) private readonly numbers: OwnNumbers,
    @Inject(SERVICE_STATUS) private readonly service: ServiceStatus,
    @Inject(CALL_RECORDS) private readonly records: CallRecords,
    private readonly calls: RoutedCallRows,
    private readonly router: Router,
  ) {}

  async begin(tx: TenantTransaction, carrier: CarrierName, offered: OfferedLeg): Promise<CallCommands[]> {
    const { called: number, caller } = await this.numbers.sides(tx, offered);
    const refusal = refusalOf(number, serviceOf(await this.service.within(tx)));
    const callId = randomUUID();
    const queueId = number?.queueId ?? null;
    const ours = number?.e164 ?? offered.to;
    const leg = callerLeg(offered);
    await this.records.open(
      tx,
      {
        id: callId, carrier, direction: 'inbound', ourNumber: ours, otherNumber: caller, didId: number?.didId ?? null, queueId, memberId: null,
        refusal: refusal?.code ?? null, startedAt: offered.at,
      },
      [leg],
    );
    if (refusal) return [{ tenantId: tx.tenantId, carrier, callId, commands: [{ kind: 'reject', legId: offered.legId, ...refusal }] }];
    return this.queue(tx, { ...NEW_CALL, id: callId, carrier, queueId, otherNumber: caller }, offered, { ...leg, ...UNTOLD, callId });
  }

  private async queue(tx: TenantTransaction, call: RoutedCall, offered: OfferedLeg, leg: CallLeg): Promise<CallCommands[]> {
    await this.calls.insert(tx, call, offered.at);
    const match = await this.router.seek(tx, { queueId: call.queueId ?? '' }, { callId: call.id, legs: [leg] });
    if (match?.callId === call.id) return [match];
    // Nobody is free, or somebody who had waited longer got the agent.
    const own = { tenantId: tx.tenantId, carrier: call.carrier, callId: call.id, commands: newCommands(null, situationOf(call, [leg])) };
    return match ? [match, own] : [own];
  }
}

const NEW_CALL: Omit<RoutedCall, 'id' | 'carrier' | 'queueId' | 'otherNumber'> = {
  direction: 'inbound', state: 'queued', memberId: null, seatId: null, agentLegId: null, outcome: null, recordingId: null, trunkId: null, dialNumber: null,
  dialShown: null, emergency: false, ringTimeoutSeconds: null, wrapUpSeconds: null, talk: null,
};

const UNTOLD = { cdrId: '', ringingAt: null, answeredAt: null, endedAt: null, cause: null, estimated: false } as const;

function callerLeg(offered: OfferedLeg): NewLeg {
  return {
    id: offered.legId, role: 'caller', direction: 'in', party: offered.origin, seatId: null, memberId: null, dialled: null, shown: null, stage: 'offered',
    createdAt: offered.at,
  };
}

function refusalOf(number: { readonly queueId: string | null } | null, service: 'in-service' | 'suspended' | 'maintenance'): Refusal | null {
  if (number === null) return { code: 'call.number-not-rented', reason: 'no-route', announcement: 'closed' };
  if (service === 'suspended') return { code: 'call.suspended', reason: 'suspended', announcement: 'out-of-service' };
  if (service === 'maintenance') return { code: 'call.maintenance', reason: 'maintenance', announcement: 'maintenance' };
  return number.queueId === null ? { code: 'call.no-queue', reason: 'no-route', announcement: 'closed' } : null;
}

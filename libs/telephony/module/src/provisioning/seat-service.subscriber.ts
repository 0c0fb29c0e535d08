import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Jobs, Outbox, type Subscriber, type TenantTransaction } from '@seatline/server';
import { SEAT_SERVICE_WANTED, type SeatServiceApplied, type SeatServiceWanted, TELEPHONY_TOPICS, WANTED_SERVICES } from '@seatline/telephony-domain';
import { SeatEndpointEntity } from '../persistence/seat-endpoint.entity';
import { TenantCalling } from '../registry/tenant-calling';
import { APPLY_SEAT_TASK } from './seat-provisioner';
import { wishAgain } from './wish';

/** Writes down what a seat should be at its carrier, and has a job bring it there. */
@Injectable()
export class SeatServiceSubscriber implements Subscriber {
  readonly name = 'telephony.seat-service';
  readonly topics = [SEAT_SERVICE_WANTED] as const;

  constructor(
    private readonly calling: TenantCalling,
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
  ) {}

  async handle(tx: TenantTransaction, event: { payload: Record<string, unknown> }): Promise<void> {
    const { seatId, service, revision } = event.payload as unknown as SeatServiceWanted;
    if (!WANTED_SERVICES.includes(service)) throw new Error(`a seat cannot have the service ${String(service)}`);
    const where = { tenantId: tx.tenantId, seatId };
    const row = (await tx.entities.findOne(SeatEndpointEntity, { where, lock: { mode: 'pessimistic_write' } })) ?? (await this.newEndpoint(tx, seatId));
    if (revision < row.wantedRevision) return; // what overtook it holds
    row.wantedRevision = revision;
    const alreadySo = row.appliedService === service;
    const settled = alreadySo && row.service === service && row.appliedGen === row.desiredGen;
    row.service = service;
    if (!settled) wishAgain(row);
    await tx.entities.save(row);
    // Whoever asks waits for an answer, also when nothing has to be done.
    const payload: SeatServiceApplied = { seatId, service };
    const urgent = service === 'full';
    if (alreadySo) await this.outbox.publish(tx, { topic: TELEPHONY_TOPICS.seatServiceApplied, payload }, { urgent });
    if (!settled) await this.jobs.enqueue(tx, APPLY_SEAT_TASK, { tenantId: tx.tenantId, seatId }, { key: `seat-${seatId}`, urgent });
  }

  /** The user name is chance, so nobody can guess a neighbour's; the first secret is thrown away, for nobody has logged in yet. */
  private async newEndpoint(tx: TenantTransaction, seatId: string): Promise<SeatEndpointEntity> {
    return tx.entities.create(SeatEndpointEntity, {
      tenantId: tx.tenantId,
      seatId,
      carrier: await this.calling.carrierOf(tx),
      service: 'none',
      wantedRevision: 0,
      appliedService: 'none',
      sipUsername: `s${randomBytes(12).toString('hex')}`,
      ha1: randomBytes(16).toString('hex'),
      desiredGen: 0,
      appliedGen: 0,
      attempts: 0,
      lastError: null,
      nextTryAt: null,
      claimedUntil: null,
      online: false,
    });
  }
}

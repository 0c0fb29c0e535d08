import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, LiveBus, notFound, Problem, sqlState, TenantUnitOfWork, type TenantPrincipal, type TenantTransaction, violatedConstraint } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { QueueEntity } from '../persistence/queue.entity';
import { ROUTING_HINT } from '../routing/router';

export interface QueueEntry {
  readonly name: string;
  readonly memberIds: readonly string[];
  readonly ringTimeoutSeconds: number;
  readonly wrapUpSeconds: number;
}

/** Queues and who serves them. */
@Injectable()
export class ManageQueues {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  open(who: TenantPrincipal, entry: QueueEntry): Promise<string> {
    return this.guarded(who.tenantId, async (tx) => {
      const queue = tx.entities.create(QueueEntity, { tenantId: who.tenantId, id: randomUUID(), removedAt: null, createdAt: new Date(this.clock.now()) });
      await this.write(tx, queue, entry);
      await this.audit.record(tx, who, { action: 'queue.opened', subjectKind: 'queue', subjectId: queue.id, facts: { name: entry.name } });
      return queue.id;
    });
  }

  change(who: TenantPrincipal, id: string, entry: QueueEntry): Promise<void> {
    return this.guarded(who.tenantId, async (tx) => {
      await this.write(tx, await this.present(tx, id), entry);
      await this.audit.record(tx, who, { action: 'queue.changed', subjectKind: 'queue', subjectId: id, facts: { name: entry.name } });
    });
  }

  /** Numbers that still lead to it keep a queue open; callers who wait in it are still served. */
  remove(who: TenantPrincipal, id: string): Promise<void> {
    return this.guarded(who.tenantId, async (tx) => {
      const queue = await this.present(tx, id);
      const { rows } = await tx.ledger.execute(sql`select 1 from did where queue_id = ${id} and released_at is null limit 1`);
      if (rows.length > 0) throw new Problem('queue.has-numbers');
      queue.removedAt = new Date(this.clock.now());
      await tx.entities.save(queue);
      await this.audit.record(tx, who, { action: 'queue.removed', subjectKind: 'queue', subjectId: id, facts: { name: queue.name } });
    });
  }

  private async present(tx: TenantTransaction, id: string): Promise<QueueEntity> {
    const queue = await tx.entities.findOne(QueueEntity, { where: { tenantId: tx.tenantId, id }, lock: { mode: 'pessimistic_write' } });
    if (!queue || queue.removedAt !== null) throw notFound('queue');
    return queue;
  }

  private async write(tx: TenantTransaction, queue: QueueEntity, entry: QueueEntry): Promise<void> {
    queue.name = entry.name;
    queue.ringTimeoutSeconds = entry.ringTimeoutSeconds;
    queue.wrapUpSeconds = entry.wrapUpSeconds;
    await tx.entities.save(queue);
    const members = [...new Set(entry.memberIds)];
    await tx.ledger.execute(sql`delete from queue_member where queue_id = ${queue.id}`);
    for (const memberId of members) await tx.ledger.execute(sql`insert into queue_member (queue_id, member_id) values (${queue.id}, ${memberId})`);
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'queues', id: queue.id });
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: ROUTING_HINT });
  }

  private async guarded<Value>(tenantId: string, work: (tx: TenantTransaction) => Promise<Value>): Promise<Value> {
    try {
      return await this.tenants.run(tenantId, work);
    } catch (error) {
      if (violatedConstraint(error) === 'queue_name_key') throw new Problem('queue.name-taken');
      if (sqlState(error) === '23503') throw new Problem('queue.unknown-member');
      throw error;
    }
  }
}

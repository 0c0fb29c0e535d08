import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { type TenantTransaction, PlatformUnitOfWork, TenantUnitOfWork } from '../database/unit-of-work';
import { RELAY_TASK } from './outbox';

/** A part of the product that reacts to events of another. */
export interface Subscriber {
  /** Unique and stable: it marks what this subscriber has already handled. */
  readonly name: string;
  readonly topics: readonly string[];
  /**
   * Runs in a transaction of its own together with its mark, so its effect in the database happens once. What it has to do outside the
   * database it records as an intent here and carries out in a job.
   */
  handle(tx: TenantTransaction, event: { id: string; topic: string; payload: Record<string, unknown> }): Promise<void>;
}

interface OutboxRow extends Record<string, unknown> {
  id: string;
  topic: string;
  payload: Record<string, unknown>;
}

/** Delivers recorded events to subscribers, each at least tried until it succeeds, each effect once. */
@Injectable()
export class OutboxRelay {
  private readonly subscribers: Subscriber[] = [];

  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
  ) {}

  subscribe(subscriber: Subscriber): void {
    if (this.subscribers.some((known) => known.name === subscriber.name)) throw new Error(`two subscribers named ${subscriber.name}`);
    this.subscribers.push(subscriber);
  }

  /** Hands one event to every subscriber that has not handled it yet. A failure leaves the others' work done and is thrown for a retry. */
  async deliver(tenantId: string, outboxId: string): Promise<void> {
    const failures: unknown[] = [];
    const event = await this.tenants.run(tenantId, async (tx) => {
      const { rows } = await tx.ledger.execute<OutboxRow>(sql`select id, topic, payload from outbox where id = ${outboxId}`);
      return rows[0];
    });
    if (!event) return; // the transaction that recorded it was rolled back after the job became visible to an eager worker
    for (const subscriber of this.subscribers.filter((each) => each.topics.includes(event.topic))) {
      try {
        await this.tenants.run(tenantId, async (tx) => {
          const marked = await tx.ledger.execute(sql`
            insert into outbox_delivery (outbox_id, subscriber) values (${event.id}, ${subscriber.name}) on conflict do nothing returning 1`);
          if (marked.rows.length > 0) await subscriber.handle(tx, event);
        });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} subscriber(s) of ${event.topic} failed: ${String(failures[0])}`);
  }

  /** Enqueues again what was recorded a while ago and is not delivered: jobs are hints, this table is the truth. */
  async sweep(olderThanSeconds: number): Promise<number> {
    const expected = this.subscribers.flatMap((subscriber) => subscriber.topics.map((topic) => ({ topic, subscriber: subscriber.name })));
    if (expected.length === 0) return 0;
    return this.platform.run(async (tx) => {
      const { rows } = await tx.db.execute(sql`
        select enqueue_job(${RELAY_TASK}, json_build_object('tenantId', o.tenant_id, 'outboxId', o.id), null, 'relay-' || o.id)
        from outbox o
        where o.recorded_at < clock_timestamp() - make_interval(secs => ${olderThanSeconds})
          and o.recorded_at > clock_timestamp() - interval '30 days'
          and exists (
            select from jsonb_to_recordset(${JSON.stringify(expected)}::jsonb) as e (topic text, subscriber text)
            where e.topic = o.topic and not exists (
              select from outbox_delivery d where d.tenant_id = o.tenant_id and d.outbox_id = o.id and d.subscriber = e.subscriber))
        limit 1000`);
      return rows.length;
    });
  }
}

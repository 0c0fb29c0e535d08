import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import type { TenantTransaction } from '../database/unit-of-work';
import { urgentTask } from '../jobs/jobs';

/** An event as other domains hear of it, after the commit of what it tells. The payload is plain JSON: ids, dates, decimal strings. */
export interface DomainEvent<Topic extends string = string, Payload = Record<string, unknown>> {
  readonly topic: Topic;
  readonly payload: Payload;
}

/** The job that hands one event to its subscribers. */
export const RELAY_TASK = 'relay-domain-event';

/**
 * Records an event in the transaction of the change that it tells of, together with the job that delivers it. Nothing is delivered
 * when the transaction rolls back, and nothing is lost when the process dies after the commit.
 */
@Injectable()
export class Outbox {
  /** @param urgent somebody without service waits for what follows: it overtakes the rest, so whoever hears of it must not rely on their order. */
  async publish(tx: TenantTransaction, event: DomainEvent<string, object>, { urgent = false }: { urgent?: boolean } = {}): Promise<void> {
    const task = urgent ? urgentTask(RELAY_TASK) : RELAY_TASK;
    const payload = JSON.stringify(event.payload);
    await tx.ledger.execute(sql`
      with recorded as (insert into outbox (topic, payload) values (${event.topic}, ${payload}::jsonb) returning tenant_id, id)
      select enqueue_job(${task}, json_build_object('tenantId', tenant_id, 'outboxId', id)) from recorded`);
  }
}

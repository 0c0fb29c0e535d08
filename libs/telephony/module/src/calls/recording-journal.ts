import { Injectable } from '@nestjs/common';
import { LiveBus, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import type { CarrierEvent } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { timestamp } from './leg-row';

type RecordingEvent = Extract<CarrierEvent, { recordingId: string }>;

/** Keeps what carriers tell about recordings. A recording that is ready stays so, whatever is told afterwards. */
@Injectable()
export class RecordingJournal {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly live: LiveBus,
  ) {}

  async tell(event: RecordingEvent): Promise<void> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; call_id: string }>(sql`select tenant_id, call_id from recording where id::text = ${event.recordingId}`),
    );
    const [recording] = rows;
    if (!recording) return; // a recording of nobody's: begun by hand at the carrier
    const { tenant_id: tenantId, call_id: callId } = recording;
    await this.tenants.run(tenantId, async (tx) => {
      const ready = event.type === 'recording.ready' ? event : null;
      await tx.ledger.execute(sql`
        update recording set status = ${ready ? 'ready' : 'failed'}, seconds = ${ready?.seconds ?? null}, bytes = ${ready?.bytes ?? null}, ready_at = ${timestamp(event.at)}
        where id = ${event.recordingId}::uuid and status <> 'ready'`);
      await this.live.notify(tx, { tenantId, topic: 'calls', id: callId });
    });
  }
}

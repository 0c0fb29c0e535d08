import { Inject, Injectable } from '@nestjs/common';
import { PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { CallResumption } from './call-resumption';
import { CALL_OWNER } from './routed-call-rows';

/** A process that has not been heard of for so long is taken for dead. */
export const SILENT_SECONDS = 15;

/** Keeps the calls of this process marked as attended, and takes over those of a process that has died. */
@Injectable()
export class CallKeeper {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly resumption: CallResumption,
    @Inject(CALL_OWNER) private readonly owner: string,
  ) {}

  async sweep(): Promise<void> {
    const { rows } = await this.platform.run(async (tx) => {
      await tx.db.execute(sql`update routed_call set heartbeat_at = clock_timestamp() where owner = ${this.owner} and state <> 'ended'`);
      return tx.db.execute<{ tenant_id: string; id: string }>(sql`
        select tenant_id, id from routed_call where state <> 'ended' and heartbeat_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}) limit 500`);
    });
    for (const call of rows) await this.resumption.resume(call.tenant_id, call.id, SILENT_SECONDS);
  }
}

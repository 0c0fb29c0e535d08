import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { SeatProvisioner } from './seat-provisioner';
import { TrunkProvisioner } from './trunk-provisioner';

interface Pending extends Record<string, unknown> {
  kind: 'seat' | 'trunk';
  tenant_id: string;
  id: string;
}

/** Finds what no job has brought to its carrier: jobs are hints, these rows are the truth. */
@Injectable()
export class PendingWishes {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly seats: SeatProvisioner,
    private readonly trunks: TrunkProvisioner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const now = new Date(this.clock.now()).toISOString();
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<Pending>(sql`
        select 'seat' as kind, tenant_id, seat_id as id from seat_endpoint
        where applied_gen <> desired_gen and coalesce(next_try_at, '-infinity') <= ${now} and coalesce(claimed_until, '-infinity') <= ${now}
        union all
        select 'trunk', tenant_id, id from trunk
        where applied_gen <> desired_gen and coalesce(next_try_at, '-infinity') <= ${now} and coalesce(claimed_until, '-infinity') <= ${now}
        limit 500`),
    );
    for (const { kind, tenant_id: tenantId, id } of rows) {
      await (kind === 'seat' ? this.seats.apply(tenantId, id) : this.trunks.apply(tenantId, id));
    }
  }
}

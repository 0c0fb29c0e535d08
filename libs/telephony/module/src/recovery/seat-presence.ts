import { Injectable } from '@nestjs/common';
import { LiveBus, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { SeatEndpointEntity } from '../persistence/seat-endpoint.entity';
import type { CarrierName } from '../settings';

interface SeatRow extends Record<string, unknown> {
  tenant_id: string;
  seat_id: string;
}

/** Which seats' telephones are registered, as the carrier tells and as a snapshot shows. */
@Injectable()
export class SeatPresence {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly live: LiveBus,
  ) {}

  async tell(seatId: string, online: boolean): Promise<void> {
    const { rows } = await this.platform.run((tx) => tx.db.execute<SeatRow>(sql`select tenant_id, seat_id from seat_endpoint where seat_id::text = ${seatId}`));
    for (const row of rows) await this.set(row, online);
  }

  async compare(carrier: CarrierName, onlineSeatIds: readonly string[]): Promise<void> {
    const ids = JSON.stringify(onlineSeatIds);
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<SeatRow & { online: boolean }>(sql`
        select tenant_id, seat_id, not online as online from seat_endpoint
        where carrier = ${carrier} and online <> (seat_id::text in (select jsonb_array_elements_text(${ids}::jsonb)))`),
    );
    for (const row of rows) await this.set(row, row.online);
  }

  private async set(seat: SeatRow, online: boolean): Promise<void> {
    await this.tenants.run(seat.tenant_id, async (tx) => {
      await tx.entities.update(SeatEndpointEntity, { tenantId: seat.tenant_id, seatId: seat.seat_id }, { online });
      await this.live.notify(tx, { tenantId: seat.tenant_id, topic: 'seats', id: seat.seat_id });
    });
  }
}

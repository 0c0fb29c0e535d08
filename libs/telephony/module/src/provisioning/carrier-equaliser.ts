import { Injectable } from '@nestjs/common';
import { faultReason, log, PlatformUnitOfWork, SecretBox } from '@seatline/server';
import type { Carrier, Provisioned, WantedService } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { bringSeat } from './seat-provisioner';
import { trunkSpec } from './trunk-provisioner';

interface SeatRow extends Record<string, unknown> {
  tenantId: string;
  seatId: string;
  sipUsername: string;
  ha1: string;
  service: WantedService;
}

interface TrunkRow extends Record<string, unknown> {
  tenantId: string;
  id: string;
  host: string;
  port: number;
  username: string | null;
  sealedSecret: string | null;
  matchAddresses: string[];
  register: boolean;
}

const AT_ONCE = 8;

/** Makes a carrier equal to the rows, over all tenants: after it began anew it has forgotten everything, and it may hold what a lost command left. */
@Injectable()
export class CarrierEqualiser {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly box: SecretBox,
  ) {}

  /** @param mode 'everything' after a restart; 'differences' compares with what the carrier says it has. */
  async equalise(carrier: Carrier, mode: 'everything' | 'differences'): Promise<void> {
    const rows = await this.platform.run(async (tx) => {
      const seats = await tx.db.execute<SeatRow>(sql`
        select tenant_id as "tenantId", seat_id as "seatId", sip_username as "sipUsername", ha1, service from seat_endpoint
        where carrier = ${carrier.name} and service <> 'none'`);
      const trunks = await tx.db.execute<TrunkRow>(sql`
        select tenant_id as "tenantId", id, host, port, username, sealed_secret as "sealedSecret", match_addresses as "matchAddresses", register from trunk
        where carrier = ${carrier.name} and removed_at is null`);
      return { seats: seats.rows, trunks: trunks.rows };
    });
    const has = await carrier.provisioned();
    await this.remove(carrier, has, rows);
    const service = new Map(has.seats.map((seat) => [seat.seatId, seat.service]));
    const known = new Set(has.trunkIds);
    const all = mode === 'everything';
    await inTurn(rows.trunks.filter((trunk) => all || !known.has(trunk.id)), (trunk) => carrier.ensureTrunk(trunkSpec(trunk, this.box)));
    await inTurn(rows.seats.filter((seat) => all || service.get(seat.seatId) !== seat.service), (seat) => bringSeat(carrier, seat));
  }

  private async remove(carrier: Carrier, has: Provisioned, wanted: { seats: SeatRow[]; trunks: TrunkRow[] }): Promise<void> {
    const seats = new Set(wanted.seats.map((seat) => seat.seatId));
    const trunks = new Set(wanted.trunks.map((trunk) => trunk.id));
    await inTurn(has.seats.filter((seat) => !seats.has(seat.seatId)), (seat) => carrier.removeSeat(seat.seatId));
    await inTurn(has.trunkIds.filter((id) => !trunks.has(id)), (id) => carrier.removeTrunk(id));
  }
}

/** A few at once; what fails is told and left to the next round, so that one bad row does not keep the others out. */
async function inTurn<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        log.warn({ reason: faultReason(error) }, 'a carrier could not be made equal to a row');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

import { Inject, Injectable } from '@nestjs/common';
import { PlatformUnitOfWork, Problem } from '@seatline/server';
import { parseE164 } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { DEMO_WORLD, type DemoWorld } from '../ports/demo-phones';

/** Who calls when nobody said. */
const SOMEBODY = '+8613800138000';

/** A simulated caller rings a rented number, through the tenant's own trunk, as a caller of the real network would. */
@Injectable()
export class RingDemoNumber {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(DEMO_WORLD) private readonly world: DemoWorld | null,
  ) {}

  async run(toNumber: string, fromNumber: string | null): Promise<void> {
    const { world } = this;
    if (!world) throw new Problem('demo.not-available');
    const to = parseE164(toNumber);
    const from = fromNumber === null ? SOMEBODY : parseE164(fromNumber);
    if (to === null || from === null) throw new Problem('number.invalid');
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ trunk_id: string | null }>(sql`
        select (select t.id from trunk t where t.tenant_id = d.tenant_id and t.carrier = ${world.carrier} and t.removed_at is null order by t.created_at limit 1) as trunk_id
        from did d where d.e164 = ${to} and d.released_at is null and d.carrier = ${world.carrier}`),
    );
    const [number] = rows;
    if (!number) throw new Problem('demo.number-not-rented');
    if (number.trunk_id === null || !world.callIn({ trunkId: number.trunk_id, from, to })) throw new Problem('call.no-trunk');
  }
}

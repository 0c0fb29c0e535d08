import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal, Problem, violatedConstraint } from '@seatline/server';
import { parseE164 } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import type { CarrierName } from '../settings';

/** The operator puts a number that it has at a carrier into the stock. */
@Injectable()
export class StockNumbers {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async add(who: Principal, entry: { e164: string; carrier: CarrierName; country: string }): Promise<string> {
    const e164 = parseE164(entry.e164);
    if (e164 === null) throw new Problem('number.invalid');
    const at = new Date(this.clock.now()).toISOString();
    try {
      return await this.platform.run(async (tx) => {
        const { rows } = await tx.db.execute<{ id: string }>(sql`
          insert into number_stock (e164, carrier, country, created_at) values (${e164}, ${entry.carrier}, ${entry.country}, ${at}) returning id`);
        const id = rows[0]?.id ?? '';
        await this.audit.recordPlatform(tx, who, { action: 'number.stocked', subjectKind: 'number-stock', subjectId: id, facts: { carrier: entry.carrier } });
        return id;
      });
    } catch (error) {
      if (violatedConstraint(error) === 'number_stock_e164_key') throw new Problem('number.already-in-stock');
      throw error;
    }
  }
}

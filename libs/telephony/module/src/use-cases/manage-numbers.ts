import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, Problem, sqlState, TenantUnitOfWork, type TenantPrincipal, violatedConstraint } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { DidEntity } from '../persistence/did.entity';
import { TenantCalling } from '../registry/tenant-calling';
import type { CarrierName } from '../settings';

interface StockRow extends Record<string, unknown> {
  id: string;
  e164: string;
  carrier: CarrierName;
  country: string;
}

/** Numbers taken from the stock, led to a queue, given back. That two tenants never hold one number is the database's to say. */
@Injectable()
export class ManageNumbers {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly platform: PlatformUnitOfWork,
    private readonly calling: TenantCalling,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async rent(who: TenantPrincipal, stockId: string): Promise<string> {
    const { rows } = await this.platform.run((tx) => tx.db.execute<StockRow>(sql`select id, e164, carrier, country from number_stock where id = ${stockId}`));
    const [stock] = rows;
    if (!stock) throw notFound('number');
    try {
      return await this.tenants.run(who.tenantId, async (tx) => {
        if ((await this.calling.carrierOf(tx)) !== stock.carrier) throw new Problem('number.other-carrier');
        const did = tx.entities.create(DidEntity, {
          tenantId: who.tenantId, id: randomUUID(), stockId, e164: stock.e164, carrier: stock.carrier, country: stock.country, label: '',
          queueId: null, rentedAt: new Date(this.clock.now()), releasedAt: null,
        });
        await tx.entities.save(did);
        await this.audit.record(tx, who, { action: 'number.rented', subjectKind: 'number', subjectId: did.id });
        return did.id;
      });
    } catch (error) {
      if (violatedConstraint(error) === 'did_rented_key') throw new Problem('number.taken');
      throw error;
    }
  }

  async bind(who: TenantPrincipal, id: string, change: { queueId: string | null; label: string }): Promise<void> {
    try {
      await this.tenants.run(who.tenantId, async (tx) => {
        const did = await tx.entities.findOne(DidEntity, { where: { tenantId: who.tenantId, id }, lock: { mode: 'pessimistic_write' } });
        if (!did || did.releasedAt !== null) throw notFound('number');
        did.queueId = change.queueId;
        did.label = change.label;
        await tx.entities.save(did);
        await this.audit.record(tx, who, { action: 'number.bound', subjectKind: 'number', subjectId: id, facts: { queueId: change.queueId } });
      });
    } catch (error) {
      if (sqlState(error) === '23503' && violatedConstraint(error) === 'did_queue') throw new Problem('number.no-such-queue');
      throw error;
    }
  }

  async release(who: TenantPrincipal, id: string): Promise<void> {
    await this.tenants.run(who.tenantId, async (tx) => {
      const did = await tx.entities.findOne(DidEntity, { where: { tenantId: who.tenantId, id }, lock: { mode: 'pessimistic_write' } });
      if (!did || did.releasedAt !== null) throw notFound('number');
      did.queueId = null;
      did.releasedAt = new Date(this.clock.now());
      await tx.entities.save(did);
      await this.audit.record(tx, who, { action: 'number.released', subjectKind: 'number', subjectId: id });
    });
  }
}

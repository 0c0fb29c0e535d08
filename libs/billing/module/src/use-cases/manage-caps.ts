import { Inject, Injectable } from '@nestjs/common';
import { SPENDING_METERS, type SpendingPeriod, type SpendingScope } from '@seatline/billing-domain';
import type { Clock, Currency } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { beginToWatch, capOf, EVERY_SEAT, lockSpending, type NewCap, readCaps, replaceCaps, type StoredCap } from '../persistence/credit/spending-rows';
import { amountText } from '../written/amounts';
import { readAmount } from '../written/read-amount';
import { nameOf } from './lease-desk';

/** A cap as somebody asks for it. Without a seat, a cap of scope `seat` holds for every seat that has none of its own. */
export interface WantedCap {
  readonly scope: SpendingScope;
  readonly seatId: string | null;
  readonly period: SpendingPeriod;
  /** A decimal in the tenant's currency, before tax. */
  readonly amount: string;
}

/** Sets how much a tenant's calls may cost: the tenant's own caps, or the operator's limit above them. All caps of one side are given together. */
@Injectable()
export class ManageCaps {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async set(actor: Principal, tenantId: string, side: 'tenant' | 'operator', wanted: readonly WantedCap[]): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const currency = await currencyOf(tx);
      const caps = wanted.map((cap) => ({ ...cap, minor: readAmount(cap.amount, currency, 'cap.bad-amount', 0n) }));
      await requireOwnSeats(tx, caps);
      await beginToWatch(tx.ledger, tenantId, this.clock.now());
      await lockSpending(tx.ledger, tenantId);
      if (side === 'tenant') requireBelowOperator(caps, await readCaps(tx.ledger, tenantId, null), currency);
      await replaceCaps(tx.ledger, tenantId, { side, name: nameOf(actor), at: this.clock.now() }, caps);
      const facts = Object.fromEntries(caps.map((cap) => [[cap.scope, cap.period, ...(cap.seatId ? [cap.seatId] : [])].join('-'), amountText(currency, cap.minor)]));
      await this.audit.record(tx, actor, { action: 'spending-caps.set', subjectKind: 'tenant', subjectId: tenantId, facts: { side, ...facts } });
    });
  }
}

async function currencyOf(tx: TenantTransaction): Promise<Currency> {
  const { rows } = await tx.ledger.execute<{ currency: Currency }>(sql`select currency from tenant where id = ${tx.tenantId}`);
  if (!rows[0]) throw notFound('tenant');
  return rows[0].currency;
}

async function requireOwnSeats(tx: TenantTransaction, caps: readonly NewCap[]): Promise<void> {
  const keys = caps.map((cap) => `${cap.scope} ${cap.seatId ?? EVERY_SEAT} ${cap.period}`);
  if (new Set(keys).size < keys.length) throw new Problem('cap.named-twice');
  if (caps.some((cap) => cap.scope === 'tenant' && cap.seatId !== null)) throw new Problem('cap.unknown-seat');
  const seatIds = [...new Set(caps.flatMap((cap) => (cap.seatId === null ? [] : [cap.seatId])))];
  if (seatIds.length === 0) return;
  const { rows } = await tx.ledger.execute<{ count: number }>(sql`
    select count(*)::int as count from lease_seat where tenant_id = ${tx.tenantId} and seat_id = any (${sql.param(seatIds)}::uuid[])`);
  if (rows[0]?.count !== seatIds.length) throw new Problem('cap.unknown-seat');
}

function requireBelowOperator(caps: readonly NewCap[], stored: readonly StoredCap[], currency: Currency): void {
  const operators = stored.filter((cap) => cap.set_by === 'operator');
  for (const cap of caps) {
    const meter = SPENDING_METERS.find((each) => each === `${cap.scope}-${cap.period}`)!;
    const limit = capOf(operators, meter, cap.seatId ?? EVERY_SEAT);
    if (limit !== null && cap.minor > limit) throw new Problem('cap.above-operator', { limit: amountText(currency, limit) });
  }
}

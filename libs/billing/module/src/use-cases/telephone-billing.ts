import { Inject, Injectable } from '@nestjs/common';
import { settlingMinor } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { beginToWatch, lockSpending } from '../persistence/credit/spending-rows';
import { beginPrepaid, beginWallet, type CreditLease, endPrepaid, findCreditLease, isPrepaidAt, lockWallet, readPrepaidPeriods, setLowBalance } from '../persistence/credit/wallet-rows';
import { keepRefill } from '../persistence/credit/refill-rows';
import { defaultMethodReference } from '../persistence/saved-methods';
import { amountText } from '../written/amounts';
import { microsPerMinor } from '../written/micros';
import { readAmount } from '../written/read-amount';
import { nameOf } from './lease-desk';

/** Whether a lease's calls are paid beforehand from a wallet or invoiced afterwards. A change counts from now: what was answered before stays where it was. */
@Injectable()
export class TelephoneBilling {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async set(actor: Principal, tenantId: string, leaseId: string, wanted: { billing: 'postpaid' | 'prepaid'; reason: string }): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const lease = await leaseOf(tx, leaseId);
      await beginToWatch(tx.ledger, tenantId, this.clock.now());
      await lockSpending(tx.ledger, tenantId);
      const at = this.clock.now();
      await beginWallet(tx.ledger, tenantId, lease, at);
      const prepaid = isPrepaidAt(await readPrepaidPeriods(tx.ledger, tenantId, leaseId), at);
      if (prepaid === (wanted.billing === 'prepaid')) return;
      if (prepaid) await requireSettled(tx, lease);
      if (prepaid) await endPrepaid(tx.ledger, tenantId, leaseId, at);
      else await beginPrepaid(tx.ledger, tenantId, leaseId, at, nameOf(actor));
      const facts = { billing: wanted.billing };
      await this.audit.record(tx, actor, { action: 'telephone-billing.changed', subjectKind: 'lease', subjectId: leaseId, reason: wanted.reason, facts });
    });
  }

  /** Below which free balance the wallet is filled from the saved method, and by how much; null: not by itself. */
  async setRefill(actor: Principal, tenantId: string, leaseId: string, wanted: { readonly below: string; readonly amount: string } | null): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const lease = await leaseOf(tx, leaseId);
      if (!isPrepaidAt(await readPrepaidPeriods(tx.ledger, tenantId, leaseId), this.clock.now())) throw new Problem('wallet.not-prepaid');
      const amountOf = (text: string): bigint => readAmount(text, lease.currency, 'payment.bad-amount', 1n);
      const refill = wanted && { belowMinor: amountOf(wanted.below), amountMinor: amountOf(wanted.amount) };
      if (refill && (await defaultMethodReference(tx)) === null) throw new Problem('payment.no-method');
      await keepRefill(tx, leaseId, refill, { name: nameOf(actor), at: this.clock.now() });
      const facts = { below: wanted?.below ?? null, amount: wanted?.amount ?? null };
      await this.audit.record(tx, actor, { action: 'wallet.refill-set', subjectKind: 'lease', subjectId: leaseId, facts });
    });
  }

  /** The balance below which the tenant is told; 0: never. */
  async setLowBalance(actor: Principal, tenantId: string, leaseId: string, amount: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const lease = await leaseOf(tx, leaseId);
      if (!isPrepaidAt(await readPrepaidPeriods(tx.ledger, tenantId, leaseId), this.clock.now())) throw new Problem('wallet.not-prepaid');
      await setLowBalance(tx.ledger, tenantId, leaseId, readAmount(amount, lease.currency, 'payment.bad-amount', 0n));
      await this.audit.record(tx, actor, { action: 'wallet.low-balance-set', subjectKind: 'lease', subjectId: leaseId, facts: { amount } });
    });
  }
}

/** A debt of the wallet does not stay behind in it: it is paid in before the wallet goes out of use. */
async function requireSettled(tx: TenantTransaction, { id, currency }: CreditLease): Promise<void> {
  const wallet = await lockWallet(tx.ledger, tx.tenantId, id);
  const owedMinor = wallet ? settlingMinor(wallet, microsPerMinor(currency)) : 0n;
  if (owedMinor > 0n) throw new Problem('wallet.owes', { owed: `${amountText(currency, owedMinor)} ${currency}` });
}

async function leaseOf(tx: TenantTransaction, leaseId: string): Promise<CreditLease> {
  const lease = await findCreditLease(tx.ledger, tx.tenantId, leaseId);
  if (!lease) throw notFound('lease');
  return lease;
}

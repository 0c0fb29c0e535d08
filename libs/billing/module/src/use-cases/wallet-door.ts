import { settlingMinor } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { Problem, type TenantTransaction } from '@seatline/server';
import { type CreditLease, isPrepaidAt, lockWallet, readPrepaidPeriods } from '../persistence/credit/wallet-rows';
import { amountText } from '../written/amounts';
import { microsPerMinor } from '../written/micros';

/**
 * Whether so much may be paid into a lease's wallet: anything while its calls are paid from it; afterwards (a record came late, a call was rated again, a bank took a top-up back) what
 * it still owes and no more.
 * @throws Problem wallet.not-prepaid, wallet.beyond-owed
 */
export async function requireOpenWallet(tx: TenantTransaction, lease: CreditLease, amountMinor: bigint, at: Instant): Promise<void> {
  if (isPrepaidAt(await readPrepaidPeriods(tx.ledger, tx.tenantId, lease.id), at)) return;
  const wallet = await lockWallet(tx.ledger, tx.tenantId, lease.id);
  const owedMinor = wallet ? settlingMinor(wallet, microsPerMinor(lease.currency)) : 0n;
  if (owedMinor === 0n) throw new Problem('wallet.not-prepaid');
  if (amountMinor > owedMinor) throw new Problem('wallet.beyond-owed', { most: `${amountText(lease.currency, owedMinor)} ${lease.currency}` });
}

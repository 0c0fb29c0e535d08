import { currency, formatMoney, money } from '@seatline/kernel';
import { BookPayment } from '../../src/use-cases/book-payment';
import { CollectionDesk } from '../../src/use-cases/collection-desk';
import { DecideDispute } from '../../src/use-cases/decide-dispute';
import { LateFeeDesk } from '../../src/use-cases/late-fee-desk';
import { PayOnline } from '../../src/use-cases/pay-online';
import { PayRefund } from '../../src/use-cases/pay-refund';
import { RefundPayment } from '../../src/use-cases/refund-payment';
import { SaveMethod } from '../../src/use-cases/save-method';
import { WriteOffDesk } from '../../src/use-cases/write-off-desk';
import { OPERATOR } from '../harness';
import type { ActOf, MoneyAct } from './acts';
import type { LivedLease } from './lived-lease';
import { lateFeesOf } from './story-pricing';

const reason = 'as the story goes';

export const amountOf = (minor: bigint): string => formatMoney(money(currency('CNY'), minor));

/** What people and banks do about a lease's money. */
export async function moveMoney(lived: LivedLease, act: MoneyAct): Promise<unknown> {
  const { tenantId, leaseId } = lived.key;
  const { house, reference } = lived;
  const invoiceId = (sequence: number): Promise<string> => lived.id('invoice where lease_id = $1 and sequence = $2', sequence);
  switch (act.do) {
    case 'pay':
      return lived.use(BookPayment).run(OPERATOR, tenantId, { leaseId, amount: amountOf(act.amount), valueOn: act.valueOn, reference, forOrder: act.forOrder });
    case 'pay-online':
      return lived.use(PayOnline).run(OPERATOR, tenantId, 'invoice', await invoiceId(act.invoice));
    case 'write-off':
      return lived.use(WriteOffDesk).writeOff(OPERATOR, tenantId, await invoiceId(act.invoice), reason);
    case 'undo-write-off':
      return lived.use(WriteOffDesk).undo(OPERATOR, tenantId, await invoiceId(act.invoice), reason);
    case 'refund':
      return lived.use(RefundPayment).run(OPERATOR, tenantId, { paymentId: await lived.id('payment where lease_id = $1 and sequence = $2', act.payment), amount: amountOf(act.amount), reason });
    case 'bounce':
      return house.world.returnsRefund([...house.stripe.state.refunds.keys()].at(-1)!);
    case 'dispute':
      return house.world.disputes(await lived.word('reference', 'payment where lease_id = $1 and sequence = $2', act.payment), Number(act.amount));
    case 'decide':
      return house.world.decides(await lived.word('gateway_reference', 'gateway_dispute where lease_id = $1 and dispute_sequence = $2', act.dispute), act.as);
    case 'resume':
      return lived.use(DecideDispute).resume(OPERATOR, tenantId, await lived.id('gateway_dispute where lease_id = $1 and dispute_sequence = $2', act.dispute), reason);
    case 'collect':
      return collect(lived, act);
    case 'stop-collecting':
      return lived.use(CollectionDesk).set(OPERATOR, tenantId, null, { automatic: false, scheduleDays: [0] });
    case 'agree-late-fees':
      return lived.use(LateFeeDesk).agree(OPERATOR, tenantId, leaseId, { terms: lateFeesOf(act), reason });
    case 'end-late-fees':
      return lived.use(LateFeeDesk).agree(OPERATOR, tenantId, leaseId, { terms: null, reason });
    case 'waive-late-fee':
      return lived.use(LateFeeDesk).waive(OPERATOR, tenantId, await invoiceId(act.invoice), { place: act.line, reason });
    case 'pay-refund':
      return lived.use(PayRefund).run(OPERATOR, tenantId, { leaseId, amount: amountOf(act.amount), valueOn: null, reference });
  }
}

async function collect(lived: LivedLease, { card, days }: ActOf<'collect'>): Promise<void> {
  const { tenantId } = lived.key;
  if (!lived.hasCard) {
    const { method } = await lived.use(SaveMethod).begin(OPERATOR, tenantId);
    lived.house.world.entersCard(method.savingReference!, card);
    await lived.use(SaveMethod).look(tenantId, method.id);
    lived.hasCard = true;
  }
  await lived.use(CollectionDesk).set(OPERATOR, tenantId, null, { automatic: true, scheduleDays: days });
}

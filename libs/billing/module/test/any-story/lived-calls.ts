import { type Instant, instant } from '@seatline/kernel';
import { PayOnline } from '../../src/use-cases/pay-online';
import { PlanRerating } from '../../src/use-cases/plan-rerating';
import { RecordUsage } from '../../src/use-cases/record-usage';
import { RunRerating } from '../../src/use-cases/run-rerating';
import { TelephoneBilling } from '../../src/use-cases/telephone-billing';
import { TopUpWallet } from '../../src/use-cases/top-up-wallet';
import { UploadDeck } from '../../src/use-cases/upload-deck';
import { OPERATOR } from '../harness';
import type { ActOf, CallAct } from './acts';
import { type LivedLease, SINCE_EVER } from './lived-lease';
import { amountOf } from './lived-money';

/** A lease's calls, what they cost, and its wallet. */
export async function askForCalls(lived: LivedLease, act: CallAct): Promise<unknown> {
  const { tenantId, leaseId } = lived.key;
  switch (act.do) {
    case 'prepay':
      return lived.use(TelephoneBilling).set(OPERATOR, tenantId, leaseId, { billing: 'prepaid', reason: 'as the story goes' });
    case 'postpay':
      return lived.use(TelephoneBilling).set(OPERATOR, tenantId, leaseId, { billing: 'postpaid', reason: 'as the story goes' });
    case 'top-up-online':
      return lived.use(PayOnline).payAtOnce(OPERATOR, tenantId, { purpose: 'wallet', targetId: leaseId, amount: amountOf(act.fen) });
    case 'take-back': {
      const reference = await lived.word('reference', "wallet_top_up where lease_id = $1 and source = 'gateway' order by id offset $2::int", act.topUp);
      return lived.house.world.disputes(reference, Number(act.amount));
    }
    case 'decide-top-up':
      return lived.house.world.decides(await lived.word('gateway_reference', 'wallet_reversal where lease_id = $1 order by id offset $2::int', act.taken), act.as);
    case 'top-up':
      return lived.use(TopUpWallet).transfer(OPERATOR, tenantId, { leaseId, amount: amountOf(act.fen), valueOn: null, reference: lived.reference });
    case 'call':
      return call(lived, act);
    case 're-rate':
      return reRate(lived, act);
  }
}

/** Each a second after the one before, so that the order of answers is theirs. */
async function call(lived: LivedLease, { minutes, answeredOn }: ActOf<'call'>): Promise<void> {
  const answeredAt = (instant(`${answeredOn}T11:00:00+08:00`) + lived.asked * 1_000) as Instant;
  const leg = {
    source: 'story', callId: `call ${lived.asked}`, leg: 'a', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: '+8613800138000', answeredAt,
    milliseconds: minutes * 60_000, seatId: null, memberId: null, leaseId: lived.key.leaseId,
  } as const;
  await lived.house.harness.tenants.run(lived.key.tenantId, (tx) => lived.use(RecordUsage).run(tx, [leg]));
}

async function reRate(lived: LivedLease, { fen }: ActOf<'re-rate'>): Promise<void> {
  await priceCalls(lived, fen);
  const range = { direction: 'outbound', tenantId: lived.key.tenantId, leaseId: null, prefix: null, from: SINCE_EVER, to: lived.house.harness.clock.now() } as const;
  const id = await lived.use(PlanRerating).run(OPERATOR, range, 'a wrong deck');
  const outcome = await lived.use(RunRerating).run(OPERATOR, id);
  if (outcome.differs > 0) throw new Error('a dry run was not what was done');
}

/** One more deck for calls of all times; the last one counts. */
export async function priceCalls(lived: LivedLease, fen: bigint): Promise<void> {
  lived.decks += 1;
  const csv = `prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,${amountOf(fen)},0,60,60,,`;
  const effectiveFrom = (SINCE_EVER + lived.decks) as Instant;
  await lived.use(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: `Deck ${lived.decks}`, effectiveFrom, csv });
}

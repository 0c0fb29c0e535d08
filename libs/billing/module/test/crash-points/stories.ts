import type { StatementMapping } from '@seatline/billing-domain';
import { instant } from '@seatline/kernel';
import type { Principal } from '@seatline/server';
import { BankAccountsDesk } from '../../src/use-cases/bank-accounts-desk';
import { BankLinesDesk } from '../../src/use-cases/bank-lines-desk';
import { PlanRerating } from '../../src/use-cases/plan-rerating';
import { RecordUsage } from '../../src/use-cases/record-usage';
import { RunRerating } from '../../src/use-cases/run-rerating';
import { UploadDeck } from '../../src/use-cases/upload-deck';
import { type BillingHarness, OPERATOR } from '../harness';
import { Shop, until } from '../shop';

export interface Told {
  readonly tenantId: string;
  readonly leaseId: string;
}

/** A piece of work that must end the same wherever it is cut off. */
export interface Story {
  readonly name: string;
  /** Up to just before the work. */
  readonly before: (harness: BillingHarness) => Promise<Shop>;
  readonly startsAt: string;
  /** The work, by whoever asks for it; asked for again after a crash, as a person or the sweep does. */
  readonly work: (harness: BillingHarness, told: Told) => Promise<unknown>;
}

export const BEGIN = '2026-03-01T09:00:00+08:00';

const SECOND: Principal = { ...OPERATOR, personId: '00000000-0000-7000-8000-000000000009', displayName: 'Otto Operator' };
const MAPPING: StatementMapping = {
  encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',', valueDate: 'date', amount: 'amount', reference: 'ref', payerName: 'payer',
  payerAccount: 'account', remark: 'remark',
};
const STATEMENT = Buffer.from('date,amount,ref,payer,account,remark\n2026-04-16,4240.00,T1,Mill,7,SLI-2026-000002\n2026-04-16,1.00,,Mill,7,\n2026-04-16,1.00,,Mill,7,\n');

async function unpaidUntil(harness: BillingHarness, at: string): Promise<Shop> {
  const shop = await Shop.openPaid(harness, 2, '2026-03-01');
  await until(harness, at);
  return shop;
}

async function called(harness: BillingHarness, shop: Shop, month = '03'): Promise<void> {
  const leg = { source: 'test', leg: 'a', direction: 'outbound', carrierLeg: true, ourNumber: null, otherNumber: '+8613800138000', seatId: null, memberId: null } as const;
  const legs = [1, 2, 3].map((n) => ({ ...leg, callId: `${month} ${n}`, answeredAt: instant(`2026-${month}-0${n}T12:00:00+08:00`), milliseconds: 600_000 * n, leaseId: shop.leaseId }));
  await harness.tenants.run(shop.tenantId, (tx) => harness.app.get(RecordUsage).run(tx, legs));
}

export const pay = (harness: BillingHarness, { tenantId, leaseId }: Told, amount: string, reference = 'crash'): Promise<unknown> =>
  Shop.of(harness, tenantId, leaseId).pay(amount, reference);

/** A refusal by which somebody learns that it was done before. */
function unlessDone(code: string): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error) || error.message !== code) throw error;
  };
}

/** Unpaid on the day before the seats stop, with a bank whose statements are read. */
async function withBank(harness: BillingHarness): Promise<Shop> {
  const shop = await unpaidUntil(harness, '2026-04-18T09:59:59+08:00');
  const desk = harness.app.get(BankAccountsDesk);
  const [entity] = (await desk.list()).legalEntities;
  await desk.open(OPERATOR, { legalEntityId: entity!.id, name: 'ICBC', currency: 'CNY', mapping: MAPPING, secondPersonAboveMinor: 100_000n });
  return shop;
}

async function bring(harness: BillingHarness): Promise<unknown> {
  const desk = harness.app.get(BankAccountsDesk);
  const [account] = (await desk.list()).accounts;
  return desk.import(OPERATOR, account!.id, 'april.csv', STATEMENT);
}

/** Above the limit: one says whose it is, another says the same. */
async function match(harness: BillingHarness, { tenantId, leaseId }: Told): Promise<void> {
  const desk = harness.app.get(BankLinesDesk);
  const line = (await desk.list({ state: undefined, after: null, most: 10 })).find(({ row }) => row.reference === 'T1')!;
  const meant = { tenantId, leaseId, forOrder: false };
  await desk.confirm(OPERATOR, line.id, meant).catch(unlessDone('bank-line.same-person'));
  await desk.confirm(SECOND, line.id, meant);
}

/** March's calls are billed; then it turns out that its deck was too cheap for two of them and too dear for the third. */
async function wronglyPriced(harness: BillingHarness): Promise<Shop> {
  const shop = await unpaidUntil(harness, '2026-03-04T09:00:00+08:00');
  await called(harness, shop);
  await until(harness, '2026-04-10T09:00:00+08:00');
  const csv = [
    'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to',
    '86,0.50,0,60,60,2026-03-01T00:00:00+08:00,2026-03-03T00:00:00+08:00', '86,0.01,0,60,60,2026-03-03T00:00:00+08:00,',
  ].join('\n');
  await harness.app.get(UploadDeck).run(OPERATOR, { direction: 'outbound', currency: 'CNY', name: 'As agreed', effectiveFrom: instant('2026-03-01T00:00:00+08:00'), csv });
  const march = { from: instant('2026-03-01T00:00:00+08:00'), to: instant('2026-04-01T00:00:00+08:00') };
  await harness.app.get(PlanRerating).run(OPERATOR, { direction: 'outbound', tenantId: null, leaseId: null, prefix: null, ...march }, 'a wrong deck');
  return shop;
}

async function rerate(harness: BillingHarness): Promise<unknown> {
  const { rows } = await harness.admin.query<{ id: string }>('select id from rerating');
  return harness.app.get(RunRerating).run(OPERATOR, rows[0]!.id);
}

export const STORIES: readonly Story[] = [
  {
    name: 'finalisation of a rent invoice',
    startsAt: '2026-03-25T00:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-03-24T23:59:59+08:00'),
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'the close of a period: telephone invoice, revenue, deposit of a removed seat',
    startsAt: '2026-04-03T00:00:00+08:00',
    before: async (harness) => {
      const shop = await unpaidUntil(harness, '2026-03-04T09:00:00+08:00');
      await called(harness, shop);
      await shop.removeSeats(1, 'period-end');
      await until(harness, '2026-04-02T23:59:59+08:00');
      return shop;
    },
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'suspension',
    startsAt: '2026-04-17T00:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-04-16T23:59:59+08:00'),
    work: (harness) => harness.sweep.run(),
  },
  {
    name: 'a payment that restores',
    startsAt: '2026-04-18T10:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-04-18T09:59:59+08:00'),
    work: (harness, told) => pay(harness, told, '4240.00'),
  },
  {
    name: 'import of a rate deck',
    startsAt: '2026-03-10T10:00:00+08:00',
    before: (harness) => unpaidUntil(harness, '2026-03-10T09:59:59+08:00'),
    work: (harness) =>
      harness.app.get(UploadDeck).run(OPERATOR, {
        direction: 'outbound', currency: 'CNY', name: 'Crash', effectiveFrom: instant('2026-04-01T00:00:00+08:00'),
        csv: 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to\n86,0.10,0,60,60,,\n1,0.2,0,6,6,,\n',
      }).catch(unlessDone('deck.effective-taken')), // it was there before the crash
  },
  {
    name: 'import of a bank’s statement',
    startsAt: '2026-04-18T10:00:00+08:00',
    before: withBank,
    work: (harness) => bring(harness).catch(unlessDone('bank-statement.imported-already')),
  },
  {
    name: 'a bank’s line that two persons say is a payment, which restores',
    startsAt: '2026-04-18T10:00:00+08:00',
    before: async (harness) => {
      const shop = await withBank(harness);
      await bring(harness);
      return shop;
    },
    work: match,
  },
  {
    name: 're-rating of billed calls: a debit that waits, a credit note',
    startsAt: '2026-04-10T10:00:00+08:00',
    before: wronglyPriced,
    work: rerate,
  },
  {
    name: 'the close of a period with a re-rating correction on its telephone invoice',
    startsAt: '2026-05-03T00:00:00+08:00',
    before: async (harness) => {
      const shop = await wronglyPriced(harness);
      await rerate(harness);
      await called(harness, shop, '04');
      await until(harness, '2026-05-02T23:59:59+08:00');
      return shop;
    },
    work: (harness) => harness.sweep.run(),
  },
];

import { Inject, Injectable } from '@nestjs/common';
import { contractOf } from '@seatline/billing-domain';
import { type Clock, civilDate, currency, type Instant, instant, zone } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork, SYSTEM_ACTOR } from '@seatline/server';
import { type PlanTerms, termsOf } from '../persistence/contract-json';
import { type DeckDirection, listDecks } from '../reads/decks';
import { ensureLegalEntity, insertPlan } from '../persistence/plans';
import { plansInForce } from '../reads/plans';
import { UploadDeck } from './upload-deck';

/** Before any call that could arrive. */
const SINCE_EVER = instant('2000-01-01T00:00:00Z');

const HEADER = 'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to,table,band,grace_seconds';

/** What calls cost where the operator has uploaded nothing yet: the mainland, its neighbours, and the countries called most. */
const OUTBOUND_PRICES: readonly (readonly [prefix: string, perMinute: string])[] = [
  ['86', '0.12'], ['852', '0.45'], ['853', '0.60'], ['886', '0.55'], ['1', '0.30'], ['44', '0.38'], ['49', '0.38'], ['61', '0.42'],
  ['65', '0.36'], ['81', '0.52'], ['82', '0.44'], ['33', '0.38'],
];

/** The operators' own lines, public services and large banks; other short numbers wait for a price of their own. */
const SHORT_NUMBERS = ['114', '10000', '10010', '10086', '10099', '12306', '12345', '95533', '95555', '95566', '95588', '95599'];

/** Evenings to Hong Kong are cheaper: an example of a time band. */
const EVENING_ROW = '852,0.30,0,60,60,,,,mon-fri 18:00-24:00,';

const OUTBOUND_ROWS = [
  ...OUTBOUND_PRICES.map(([prefix, perMinute]) => `${prefix},${perMinute},0,60,60,,,,,`),
  EVENING_ROW,
  ...SHORT_NUMBERS.map((number) => `${number},0.12,0,60,60,,,short,,`),
  '400,0.12,0,60,60,,,service,,',
  '800,0,0,60,60,,,service,,',
];

/** Our own numbers may be of either table. */
const INBOUND_ROWS = ['', 'service'].flatMap((table) => Array.from({ length: 10 }, (_, digit) => `${digit},0,0,1,1,,,${table},,`));

const DEFAULT_DECKS: Readonly<Record<DeckDirection, { readonly name: string; readonly csv: string }>> = {
  outbound: {
    name: 'Outbound, default',
    csv: [HEADER, ...OUTBOUND_ROWS].join('\n'),
  },
  // Calls to our own numbers cost nothing unless the operator says otherwise; every number begins with one of ten digits.
  inbound: { name: 'Inbound, free', csv: [HEADER, ...INBOUND_ROWS].join('\n') },
};

/** An example of a company; the operator's own takes its place with the first real contract. */
const OPERATOR_COMPANY = {
  code: 'seatline',
  name: 'Seatline',
  taxNumber: null,
  invoicePrefix: 'SL',
  zone: 'Asia/Shanghai',
  bank: { accountName: 'Seatline', bankName: '示例银行 Example Bank', accountNumber: '6222 0000 0000 0000' },
};

const STANDARD_PLAN = { code: 'standard', name: { en: 'Standard seat', 'zh-CN': '标准坐席' }, currency: 'CNY' };

/** What a first start needs before anything can be sold: who invoices, one plan, and what calls cost. Does nothing where there is something already. */
@Injectable()
export class SeedCatalogue {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly decks: UploadDeck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const present = await this.platform.run(async (tx) => {
      const legalEntityId = await ensureLegalEntity(tx.db, OPERATOR_COMPANY, now);
      if ((await plansInForce(tx.db, now)).length === 0) {
        await insertPlan(
          tx.db,
          { ...STANDARD_PLAN, terms: standardTerms(), legalEntityId, effectiveFrom: startOf(now) },
          now,
        );
      }
      return listDecks(tx.db);
    });
    for (const direction of ['outbound', 'inbound'] as const) {
      if (present.some((deck) => deck.direction === direction && deck.currency === 'CNY')) continue;
      await this.decks.run(SYSTEM_ACTOR, { ...DEFAULT_DECKS[direction], direction, currency: 'CNY', effectiveFrom: SINCE_EVER });
    }
  }
}

/** The plan has been offered since before the installation, so that a story may begin in the past. */
function startOf(now: Instant): Instant {
  return now < SINCE_EVER ? now : SINCE_EVER;
}

/** The terms of domain.md 1: every default of a contract. */
function standardTerms(): PlanTerms {
  return termsOf(contractOf({ zone: zone('Asia/Shanghai'), currency: currency('CNY'), term: { startOn: civilDate('2026-01-01'), months: 12 } }));
}

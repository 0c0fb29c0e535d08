import { clauseNumber, type Contract, CONTRACT_CLAUSES, type RentTerms } from '@seatline/billing-domain';
import { addDays, addMonths, type CivilDate } from '@seatline/kernel';
import type { PaperBlock, PaperDefinition } from '../ports/document-printer';
import { rateText } from '../written/amounts';
import { type Addendum, type ClauseTerms, CONTRACT_WORDS } from './contract-words';
import { amountOf, dayOf, type DocumentLanguage, type DocumentParties, factsTable, heading, paper, rule, section } from './paper';

export interface ContractFacts {
  readonly parties: DocumentParties;
  readonly openedAt: number;
  readonly planCode: string;
  readonly planVersion: number;
  readonly seats: number;
  /** As it was concluded: without the months of renewals, which are addenda. */
  readonly contract: Contract;
  /** In the order in which they were agreed. */
  readonly addenda: readonly Addendum[];
  /** What was agreed of the rent, in the order of its days: the first is the contract's own. */
  readonly versions: readonly ContractVersionFacts[];
}

export interface ContractVersionFacts {
  readonly version: number;
  readonly fromOn: CivilDate;
  /** The first day of the next version; null: until it is changed. */
  readonly toOn: CivilDate | null;
  readonly terms: RentTerms;
}

/** The lease contract: parties, term, price, clauses, and every addendum so far. What was agreed before is told as it was agreed. */
export function contractDocument(facts: ContractFacts, language: DocumentLanguage): PaperDefinition {
  const words = CONTRACT_WORDS[language];
  const { addenda, contract, parties } = facts;
  const { startOn, months } = contract.term;
  const terms = clauseTerms(facts);
  const lessor = parties.entityTaxNumber === null ? parties.entityName : `${parties.entityName}\n${parties.entityTaxNumber}`;
  return paper(`${words.title} ${parties.leaseNumber}`, addenda.at(-1)?.at ?? facts.openedAt, language, [
    ...heading(words.title, parties.leaseNumber),
    factsTable([
      [words.lessor, lessor], [words.lessee, parties.tenantName],
      [words.concluded, dayOf(facts.openedAt, parties.zone)], [words.term, words.termOf(months, startOn, addDays(addMonths(startOn, months), -1))],
      [words.plan, words.planOf(facts.planCode, facts.planVersion)], [words.seats, String(facts.seats)], [words.currency, parties.currency],
    ]),
    ...CONTRACT_CLAUSES.flatMap((clause): PaperBlock[] => [
      section(words.clauseTitle(clauseNumber(clause), words.clauses[clause].name)),
      { text: words.clauses[clause].text(terms) },
      ...(clause === 'rent' ? pricingTerms(contract, language).map((text): PaperBlock => ({ text, margin: [10, 2, 0, 0] })) : []),
    ]),
    ...versionBlocks(facts, language),
    section(words.addenda),
    ...(addenda.length === 0 ? [{ text: words.noAddenda }] : addenda.map((each): PaperBlock => ({ text: `${dayOf(each.at, parties.zone)}　${words.addendum(each)}`, margin: [0, 0, 0, 3] }))),
    rule(),
    { columns: [{ text: `${words.signLessor}\n${parties.entityName}` }, { text: `${words.signLessee}\n${parties.tenantName}` }], margin: [0, 24, 0, 0] },
  ]);
}

/** Every version of the rent with its validity, once it was agreed anew; until then the clause says all. */
function versionBlocks({ contract, versions }: ContractFacts, language: DocumentLanguage): PaperBlock[] {
  if (versions.length < 2) return [];
  const words = CONTRACT_WORDS[language];
  const { currency } = contract;
  return [section(words.versions), ...versions.flatMap(({ version, fromOn, toOn, terms }): PaperBlock[] => [
    { text: words.version({ version, fromOn, lastOn: toOn && addDays(toOn, -1), price: `${currency} ${amountOf(currency, terms.seatMonthlyMinor)}`, fixed30: terms.dayCount === 'fixed30' }) },
    ...pricingTerms({ currency, pricing: terms.pricing }, language).map((text): PaperBlock => ({ text, margin: [10, 2, 0, 0] })),
  ])];
}

/** What changes the list price, each on a line of its own; nothing where the list price is all. */
function pricingTerms(contract: Pick<Contract, 'currency' | 'pricing'>, language: DocumentLanguage): string[] {
  const words = CONTRACT_WORDS[language];
  const { freeSeats, includedMinutes, oneOffFees, seatTiers, termDiscounts } = contract.pricing;
  const amount = (minor: bigint): string => `${contract.currency} ${amountOf(contract.currency, minor)}`;
  const tiers = (seatTiers?.tiers ?? []).map((tier, place, all) => words.tier((all[place - 1]?.throughSeat ?? 0) + 1, tier.throughSeat, amount(tier.seatMonthlyMinor), seatTiers?.mode === 'volume'));
  const discounts = termDiscounts.map((discount) => words.discount(discount.fromMonths, percentText(contract, discount.percentMicros)));
  const free = freeSeats > 0 ? [words.freeSeats(freeSeats)] : [];
  const included = includedMinutes === null ? [] : [words.includedMinutes(includedMinutes.perSeat, includedMinutes.prefixes)];
  return [...tiers, ...discounts, ...free, ...included, ...oneOffFees.map((fee) => words.fee(fee.name[language], amount(fee.amountMinor), fee.per))];
}

function percentText({ currency }: Pick<Contract, 'currency'>, micros: bigint): string {
  return rateText(currency, micros).replace(/\.?0+$/, '');
}

function clauseTerms({ contract, parties, seats }: ContractFacts): ClauseTerms {
  return {
    seats,
    price: amountOf(contract.currency, contract.seatMonthlyMinor),
    currency: contract.currency,
    depositMonths: contract.depositMonths,
    taxPercent: percentText(contract, contract.taxPercentMicros),
    leadDays: contract.invoiceLeadDays,
    rentGraceDays: contract.rentGraceDays,
    telephoneGraceDays: contract.telephoneGraceDays,
    telephoneDueDays: contract.telephoneDueDays,
    usageCloseHours: contract.usageCloseHours,
    renewalNoticeMonths: contract.renewalNoticeMonths,
    fixed30: contract.dayCount === 'fixed30',
    calendar: contract.anchor === 'calendar',
    fullDays: contract.graceReading === 'full-days',
    accrues: contract.rentAccruesWhileSuspended,
    zone: parties.zone,
    lostDayMinutes: contract.serviceLevel.creditBasis === 'by-days' ? contract.serviceLevel.dayThresholdMinutes : null,
    toleratedMinutes: contract.serviceLevel.toleratedMinutes,
    capPercent: contract.serviceLevel.capPercent,
  };
}

import { addDays, type CivilDate, civilDate, type Currency, currency, currencyDecimals, formatDecimal, parseDecimal, type Zone, zone } from '@seatline/kernel';
import { type Contract, contractOf, type RentLine, taxMinor } from '../../src/index';

/** One case of billing-cases.json, in the fields that a test needs. */
export interface GoldenCase {
  readonly id: string;
  readonly category: string;
  readonly inputs: unknown;
  readonly expected: unknown;
}

/** Answers a case's question with the product's own functions, in the form in which the case writes its answer. */
export type CaseRunner = (inputs: unknown) => unknown;

/** The file gives every category its own inputs; each runner says which ones it reads. */
export function runner<Inputs>(run: (inputs: Inputs) => unknown): CaseRunner {
  return (inputs) => run(inputs as Inputs);
}

const UTC = zone('UTC');
const USD = currency('USD');

/** A contract without deposit and tax, so that a case sees only what it asks about. */
export function plainContract(startOn: CivilDate, terms: Partial<Contract> = {}): Contract {
  return contractOf({ zone: UTC, currency: USD, depositMonths: 0, taxPercentMicros: 0n, term: { startOn, months: 120 }, ...terms });
}

/** A contract whose months begin on that day of the month: it began in the January of the year before, which has all 31 days. */
export function contractBilledOn(dayOfMonth: number, around: string, terms: Partial<Contract> = {}): Contract {
  const year = Number(around.slice(0, 4)) - 1;
  return plainContract(civilDate(`${year}-01-${String(dayOfMonth).padStart(2, '0')}`), terms);
}

export function percentMicros(percent: number | string): bigint {
  return decimal(String(percent), 6);
}

/** @throws RangeError when a case of the file holds no such decimal, which would be a fault of the test. */
export function decimal(text: string, decimals: number): bigint {
  const scaled = parseDecimal(text, decimals);
  if (scaled === null) throw new RangeError(`not a decimal: ${text}`);
  return scaled;
}

export function minorOf(text: string, code: string = 'USD'): bigint {
  return decimal(text, currencyDecimals(currency(code)));
}

export function formatMinor(minor: bigint, code: Currency = USD): string {
  return formatDecimal(minor, currencyDecimals(code));
}

export function dayAfter(text: string): CivilDate {
  return addDays(civilDate(text), 1);
}

export function zoneOf(name: string | undefined): Zone {
  return name === undefined ? UTC : zone(name);
}

/** The rent line of one seat for a whole period of so many days, of whatever length the case has. */
export function wholePeriodLine(priceMinor: bigint, fromOn: CivilDate, periodDays: number, percent: bigint = 0n): RentLine {
  return {
    kind: 'rent', contractVersion: 1, seatNumbers: [1], seatPriceMinor: priceMinor, priceBasis: null, fromOn, toOn: addDays(fromOn, periodDays), days: periodDays, periodDays, wholeDays: periodDays,
    netMinor: priceMinor, taxMinor: taxMinor(priceMinor, percent), taxPercentMicros: percent, creditedNetMinor: 0n, creditedTaxMinor: 0n, serviceNetMinor: 0n, serviceTaxMinor: 0n, recognised: false,
  };
}

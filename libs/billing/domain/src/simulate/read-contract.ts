import { type Currency, currencyDecimals, isCurrency, parseZone, RATE_DECIMALS } from '@seatline/kernel';
import { type Contract, contractOf } from '../plan/contract';
import { choiceForm, DATE_FORM, FieldReader, readChoice, readDate, readDecimal, readWhole, type StoryFaults, wholeForm } from './fields';

const ANCHORS = ['start-day', 'calendar'] as const;
const DAY_COUNTS = ['actual', 'fixed30'] as const;

/** Whole-number fields with their least and greatest value. The upper bounds only keep out slips of the keyboard. */
const WHOLE_FIELDS = {
  depositMonths: [0, 120],
  invoiceLeadDays: [0, 3650],
  rentGraceDays: [0, 3650],
  telephoneGraceDays: [0, 3650],
  usageCloseHours: [0, 87_600],
  telephoneDueDays: [0, 3650],
  renewalNoticeMonths: [0, 1200],
} as const satisfies Partial<Record<keyof Contract, readonly [number, number]>>;

const CONTRACT_FIELDS = [
  'seatMonthly', 'anchor', 'dayCount', 'term', 'rentAccruesWhileSuspended', 'taxPercent', ...Object.keys(WHOLE_FIELDS),
];

/** Longest term that is taken for one: a hundred years. */
const LONGEST_TERM_MONTHS = 1200;

/** Reads zone, currency and contract of a story; null when anything is wrong, with every fault told. */
export function readContract(story: FieldReader, faults: StoryFaults): Contract | null {
  const zone = story.required('zone', 'must be the name of a time zone, such as Asia/Shanghai', (value) => (typeof value === 'string' ? parseZone(value) : null));
  const currency = readCurrency(story);
  if (!story.has('contract')) return story.fault('contract', 'is required');
  const reader = FieldReader.of(story.raw('contract'), 'contract', faults);
  if (!reader) return null;
  reader.refuseOthers(CONTRACT_FIELDS);
  const term = readTerm(reader, faults);
  const optional = readOptionalFields(reader, currency);
  return zone && currency && term ? contractOf({ zone, currency, term, ...optional }) : null;
}

export function readCurrency(story: FieldReader): Currency | null {
  return story.required('currency', 'must be a currency code of ISO 4217, such as CNY', (value) =>
    typeof value === 'string' && isCurrency(value) ? value : null);
}

/** Decimals that an amount may have; where the currency itself is wrong its amounts are judged by none. */
export function amountDecimals(currency: Currency | null): number {
  return currency === null ? RATE_DECIMALS : currencyDecimals(currency);
}

function readTerm(reader: FieldReader, faults: StoryFaults): Contract['term'] | null {
  if (!reader.has('term')) return reader.fault('term', 'is required');
  const term = FieldReader.of(reader.raw('term'), reader.pathOf('term'), faults);
  if (!term) return null;
  term.refuseOthers(['startOn', 'months']);
  const startOn = term.required('startOn', DATE_FORM, readDate);
  const months = term.required('months', wholeForm(1, LONGEST_TERM_MONTHS), readWhole(1, LONGEST_TERM_MONTHS));
  return startOn && months ? { startOn, months } : null;
}

/** The fields that were given; what is left out keeps its default. */
function readOptionalFields(reader: FieldReader, currency: Currency | null): Partial<Contract> {
  const given: { -readonly [Field in keyof Contract]?: Contract[Field] } = {};
  if (reader.has('seatMonthly')) given.seatMonthlyMinor = readDecimal(reader, 'seatMonthly', amountDecimals(currency), 0n) ?? 0n;
  if (reader.has('taxPercent')) given.taxPercentMicros = readDecimal(reader, 'taxPercent', RATE_DECIMALS, 0n) ?? 0n;
  const anchor = reader.optional('anchor', choiceForm(ANCHORS), readChoice(ANCHORS));
  if (anchor) given.anchor = anchor;
  const dayCount = reader.optional('dayCount', choiceForm(DAY_COUNTS), readChoice(DAY_COUNTS));
  if (dayCount) given.dayCount = dayCount;
  const accrues = reader.optional('rentAccruesWhileSuspended', 'must be true or false', (value) => (typeof value === 'boolean' ? value : null));
  if (accrues !== null) given.rentAccruesWhileSuspended = accrues;
  for (const [field, [least, most]] of Object.entries(WHOLE_FIELDS) as [keyof typeof WHOLE_FIELDS, readonly [number, number]][]) {
    const value = reader.optional(field, wholeForm(least, most), readWhole(least, most));
    if (value !== null) given[field] = value;
  }
  return given;
}


import type { InvoiceKind, LateFeeTerms, MoneySource, NoticeKind, SeatState } from '@seatline/billing-domain';
import type { StoredContract, StoredRentTerms, StoredTaxRates } from '../contract-json';
import type { StoredPriceBasis } from '../pricing-json';
import type { LeaseStatus } from './loaded-lease';

/** Rows as the queries of read-lease-rows.ts give them: instants in milliseconds, dates as text, money as bigint. */

interface OfLease extends Record<string, unknown> {
  lease_id: string;
}

export interface LeaseHead extends OfLease {
  tenant_id: string;
  number: string;
  plan_code: string;
  plan_version: number;
  status: LeaseStatus;
  served: boolean;
  contract: StoredContract;
  tax_rates: StoredTaxRates;
  terms_changes: { from_on: string; terms: StoredRentTerms; reason: string }[] | null;
  end_on: string;
  advanced_to: number;
  legal_entity_id: string;
  invoice_prefix: string;
  entity_zone: string;
  opened_at: number;
  ends_early: boolean;
  ended_at: number | null;
  settled_at: number | null;
  rent_issued_through_on: string;
  usage_closed_through_on: string;
  renewal_notified_at: number | null;
  orders_placed: number;
  deposit_releases: number;
  refund_due_minor: bigint;
  events: number;
  deposits: number;
}

export interface SeatRow extends OfLease {
  number: number;
  seat_id: string;
  state: SeatState;
  brought_by_invoice: number;
  from_on: string;
  ends_on: string | null;
  deposit_minor: bigint;
  payment_waived: boolean;
  activated_at: number | null;
}

export interface LateFeeRow extends OfLease {
  from_on: string;
  terms: LateFeeTerms | null;
  reason: string;
}

export interface OrderRow extends OfLease {
  id: string;
  number: number;
  seats: number;
  ordered_on: string;
}

export interface InvoiceRow extends OfLease {
  id: string;
  number: string;
  kind: InvoiceKind;
  issued_at: number;
  due_on: string;
  net_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  set_off_minor: bigint;
}

export interface LineRow extends OfLease {
  sequence: number;
  kind: 'rent' | 'deposit' | 'fee' | 'late-fee' | 'telephone' | 'prior-period' | 're-rating' | 'sla';
  from_on: string | null;
  to_on: string | null;
  seat_numbers: number[];
  seat_price_minor: bigint;
  days: number;
  period_days: number;
  whole_days: number;
  contract_version: number | null;
  price_basis: StoredPriceBasis | null;
  fee: { code: string; name: { en: string; 'zh-CN': string } } | null;
  late_fee: { invoice: number; dailyMillionths: number; baseMinor: string } | null;
  calls: number;
  cost_micros: bigint;
  net_minor: bigint;
  tax_minor: bigint;
  /** Null on lines that are older than dated rates. */
  tax_percent_micros: bigint | null;
  included_seconds: bigint | null;
  included_used_seconds: bigint | null;
  included_micros: bigint | null;
  credited_net_minor: bigint;
  credited_tax_minor: bigint;
  service_net_minor: bigint;
  service_tax_minor: bigint;
  /** Of a line that gives back rent: the invoice whose, and the line. */
  of_invoice: number | null;
  of_line_no: number | null;
}

export interface CreditNoteRow extends OfLease {
  id: string;
  number: string;
  invoice: number;
  issued_at: number;
  net_minor: bigint;
  tax_minor: bigint;
  total_minor: bigint;
  lines: { line: number; net: string; tax: string }[];
}

export interface PaymentRow extends OfLease {
  amount_minor: bigint;
  booked_at: number;
  value_on: string;
  for_order: boolean;
}

export interface RefundRow extends OfLease {
  amount_minor: bigint;
  paid_at: number;
  value_on: string;
}

export interface AllocationRow extends OfLease {
  source_kind: MoneySource | 'dispute';
  source_sequence: number;
  invoice: number;
  amount_minor: bigint;
  allocated_on: string;
}

export interface WriteOffRow extends OfLease {
  invoice: number;
  amount_minor: bigint;
}

export interface MoneyRow extends OfLease {
  source_kind: MoneySource;
  source_sequence: number;
  amount_minor: bigint;
}

/** A part of free money that a refund or a dispute took. */
export interface MoneyPartRow extends OfLease {
  taken_for: 'refund' | 'dispute';
  taken_sequence: number;
  source_kind: MoneySource;
  source_sequence: number;
  amount_minor: bigint;
}

export interface PaymentRefundRow extends OfLease {
  payment: number;
  amount_minor: bigint;
  reason: string;
  refunded_at: number;
  returned_at: number | null;
}

export interface DisputeRow extends OfLease {
  payment: number;
  amount_minor: bigint;
  reason: string;
  opened_at: number;
  closed_as: 'won' | 'lost' | null;
  closed_at: number | null;
  resumed_at: number | null;
}

export interface HoldRow extends OfLease {
  until_on: string;
  reason: string;
  granted_at: number;
}

export interface SuspensionRow extends OfLease {
  because: number[];
  suspended_at: number;
  restored_at: number | null;
}

export interface NoticeRow extends OfLease {
  invoice: number;
  kind: NoticeKind;
  /** When a last warning went out, where that was on a later day than it was due. */
  late_sent_at: number | null;
}

/** What of corrections is on no invoice yet, by the local day of the answer. */
export interface CorrectionRow extends OfLease {
  answered_on: string;
  calls: number;
  cost_micros: bigint;
}

/** What re-rating took back of a line. */
export interface ReductionRow extends OfLease {
  invoice: number;
  line_no: number;
  micros: bigint;
}

/** A time in which seats could not be used; spans as pairs of milliseconds. */
export interface InterruptionRow extends OfLease {
  kind: 'maintenance' | 'outage';
  ref: string;
  start_at: number;
  end_at: number;
  excess: [number, number][];
  reason: string;
  withdrawn_at: number | null;
  withdrawal_reason: string | null;
}

/** Rent given back, with each seat's part and time. */
export interface ServiceCreditRow extends OfLease {
  of_invoice: number;
  of_line_no: number;
  invoice: number | null;
  line_no: number | null;
  credit_note: number | null;
  net_minor: bigint;
  tax_minor: bigint;
  given_at: number;
  seats: { seat: number; net: string; times: [number, number][] }[];
}

/** Included minutes of a closed period. */
export interface PoolRow extends OfLease {
  from_on: string;
  to_on: string;
  seconds: bigint;
  used_seconds: bigint;
  covered_micros: bigint;
}

/** Calls of a day, or one call where minutes may be included; then it has a key. */
export interface UsageRow extends OfLease {
  answered_on: string;
  arrived: number;
  calls: number;
  cost_micros: bigint;
  key: string | null;
  answered_at: number | null;
  billed_seconds: number | null;
  prefix: string | null;
}

/** Everything about one lease; the lists are in the order of the engine's own numbers. */
export interface LeaseRows {
  readonly head: LeaseHead;
  readonly seats: readonly SeatRow[];
  readonly orders: readonly OrderRow[];
  readonly invoices: readonly InvoiceRow[];
  readonly lines: readonly LineRow[];
  readonly creditNotes: readonly CreditNoteRow[];
  readonly payments: readonly PaymentRow[];
  readonly refunds: readonly RefundRow[];
  readonly allocations: readonly AllocationRow[];
  readonly money: readonly MoneyRow[];
  readonly writeOffs: readonly WriteOffRow[];
  readonly parts: readonly MoneyPartRow[];
  readonly paymentRefunds: readonly PaymentRefundRow[];
  readonly disputes: readonly DisputeRow[];
  readonly holds: readonly HoldRow[];
  readonly suspensions: readonly SuspensionRow[];
  readonly notices: readonly NoticeRow[];
  readonly lateFees: readonly LateFeeRow[];
  readonly corrections: readonly CorrectionRow[];
  readonly reductions: readonly ReductionRow[];
  readonly interruptions: readonly InterruptionRow[];
  readonly serviceCredits: readonly ServiceCreditRow[];
  readonly pools: readonly PoolRow[];
}

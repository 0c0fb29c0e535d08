import type { ColumnValue, TableShape } from '../table-writer';
import type {
  ARREARS_HOLD, BILLED_USAGE, CONTRACT_VERSION, CREDIT_NOTE_LINE, DEPOSIT_EVENT, DISPUTE, DISPUTE_STEP, INCLUDED_POOL, INCLUDED_USAGE, INTERRUPTION_WITHDRAWAL, INVOICE_LINE, INVOICE_WRITE_OFF, LATE_FEE_CHARGE, LEASE,
  LEASE_ACCOUNT, LEASE_EVENT, LEASE_LATE_FEE, LEASE_ORDER, LEASE_SEAT, LEDGER_ENTRY, LEDGER_TX, NOTICE, NOTICE_SENDING, NUMBERED_CREDIT_NOTE, NUMBERED_INVOICE,
  OPERATOR_ALARM, OUTBOX, PAYMENT, PAYMENT_ALLOCATION, REFUND, REFUND_PAYOUT, REFUND_RETURN, RENT_CHARGE, SERVICE_CREDIT, SERVICE_CREDIT_SEAT,
  SERVICE_CREDIT_TIME, SERVICE_INTERRUPTION, SUSPENSION, UNAPPLIED_MONEY, UNAPPLIED_PART,
} from './lease-tables';

type RowsOf<Shape> = Shape extends TableShape<infer Column> ? Record<Column, ColumnValue>[] : never;

/** Calls that a telephone invoice bills, and how many there must be of them: the engine's line and the calls in the tables have to agree. */
export interface BilledUsage {
  readonly row: RowsOf<typeof BILLED_USAGE>[number];
  readonly calls: number;
  /** Calls of earlier invoices whose new price it bills. */
  readonly corrected: number;
}

/** The rows that changes of any number of leases come to, gathered before the first is written. */
export class RowSink {
  readonly newLeases: RowsOf<typeof LEASE> = [];
  readonly changedLeases: RowsOf<typeof LEASE> = [];
  readonly contractVersions: RowsOf<typeof CONTRACT_VERSION> = [];
  readonly accounts: RowsOf<typeof LEASE_ACCOUNT> = [];
  readonly seats: RowsOf<typeof LEASE_SEAT> = [];
  readonly orders: RowsOf<typeof LEASE_ORDER> = [];
  readonly payments: RowsOf<typeof PAYMENT> = [];
  readonly refunds: RowsOf<typeof REFUND_PAYOUT> = [];
  readonly money: RowsOf<typeof UNAPPLIED_MONEY> = [];
  readonly holds: RowsOf<typeof ARREARS_HOLD> = [];
  readonly suspensions: RowsOf<typeof SUSPENSION> = [];
  readonly transactions: RowsOf<typeof LEDGER_TX> = [];
  readonly entries: RowsOf<typeof LEDGER_ENTRY> = [];
  readonly lines: RowsOf<typeof INVOICE_LINE> = [];
  readonly charges: RowsOf<typeof RENT_CHARGE> = [];
  readonly lateDays: RowsOf<typeof LATE_FEE_CHARGE> = [];
  readonly lateFees: RowsOf<typeof LEASE_LATE_FEE> = [];
  readonly creditLines: RowsOf<typeof CREDIT_NOTE_LINE> = [];
  readonly allocations: RowsOf<typeof PAYMENT_ALLOCATION> = [];
  readonly paymentRefunds: RowsOf<typeof REFUND> = [];
  readonly refundReturns: RowsOf<typeof REFUND_RETURN> = [];
  readonly disputes: RowsOf<typeof DISPUTE> = [];
  readonly disputeSteps: RowsOf<typeof DISPUTE_STEP> = [];
  readonly moneyParts: RowsOf<typeof UNAPPLIED_PART> = [];
  readonly deposits: RowsOf<typeof DEPOSIT_EVENT> = [];
  readonly interruptions: RowsOf<typeof SERVICE_INTERRUPTION> = [];
  readonly withdrawals: RowsOf<typeof INTERRUPTION_WITHDRAWAL> = [];
  readonly serviceCredits: RowsOf<typeof SERVICE_CREDIT> = [];
  readonly serviceCreditSeats: RowsOf<typeof SERVICE_CREDIT_SEAT> = [];
  readonly serviceCreditTimes: RowsOf<typeof SERVICE_CREDIT_TIME> = [];
  readonly writeOffs: RowsOf<typeof INVOICE_WRITE_OFF> = [];
  readonly events: RowsOf<typeof LEASE_EVENT> = [];
  readonly notices: RowsOf<typeof NOTICE> = [];
  readonly sendings: RowsOf<typeof NOTICE_SENDING> = [];
  readonly alarms: RowsOf<typeof OPERATOR_ALARM> = [];
  readonly outbox: RowsOf<typeof OUTBOX> = [];
  readonly includedPools: RowsOf<typeof INCLUDED_POOL> = [];
  readonly includedUsage: RowsOf<typeof INCLUDED_USAGE> = [];
  readonly billedUsage: BilledUsage[] = [];
  readonly invoices: RowsOf<typeof NUMBERED_INVOICE> = [];
  readonly creditNotes: RowsOf<typeof NUMBERED_CREDIT_NOTE> = [];
}

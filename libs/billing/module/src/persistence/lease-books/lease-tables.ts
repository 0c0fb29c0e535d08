/** The tables that a lease's book is written to, as `insertRows` takes them. */

const LEASE_KEY = { tenant_id: 'uuid', lease_id: 'uuid' } as const;
const OWNED = { ...LEASE_KEY, legal_entity_id: 'uuid' } as const;

export const LEASE = {
  table: 'lease',
  columns: {
    tenant_id: 'uuid', id: 'uuid', number: 'text', plan_code: 'text', zone: 'text', currency: 'text', contract: 'jsonb', start_on: 'date', end_on: 'date',
    status: 'text', advanced_to: 'timestamptz', next_due_at: 'timestamptz', created_at: 'timestamptz',
  },
} as const;

/** What was agreed, by version: the opening's terms first. */
export const CONTRACT_VERSION = {
  table: 'contract_version',
  columns: {
    ...LEASE_KEY, version: 'int', valid: 'daterange', terms: 'jsonb', plan_version: 'int', own_price_version: 'int', reason: 'text', agreed_by: 'text',
    agreed_at: 'timestamptz',
  },
} as const;

export const LEASE_ACCOUNT = {
  table: 'lease_account',
  columns: {
    ...OWNED, plan_version: 'int', opened_at: 'timestamptz', ends_early: 'boolean', ended_at: 'timestamptz', settled_at: 'timestamptz',
    rent_issued_through_on: 'date', usage_closed_through_on: 'date', renewal_notified_at: 'timestamptz', orders_placed: 'int', deposit_releases: 'int',
  },
} as const;

export const LEASE_SEAT = {
  table: 'lease_seat',
  columns: {
    ...LEASE_KEY, number: 'int', seat_id: 'uuid', state: 'text', brought_by_invoice: 'int', from_on: 'date', ends_on: 'date', deposit_minor: 'bigint',
    payment_waived: 'boolean', activated_at: 'timestamptz',
  },
} as const;

export const LEASE_ORDER = {
  table: 'lease_order',
  columns: {
    ...LEASE_KEY, id: 'uuid', number: 'int', seats: 'int', ordered_on: 'date', placed_at: 'timestamptz', placed_by: 'text', state: 'text',
    closed_at: 'timestamptz', invoice_id: 'uuid',
  },
} as const;

export const LEASE_EVENT = {
  table: 'lease_event',
  columns: { ...LEASE_KEY, sequence: 'int', at: 'timestamptz', type: 'text', facts: 'jsonb' },
} as const;

/** Without the number, which the statement that inserts them assigns. */
export const NUMBERED_INVOICE = {
  table: 'invoice',
  columns: {
    ...OWNED, id: 'uuid', sequence: 'int', year: 'int', kind: 'text', issued_at: 'timestamptz', due_on: 'date', currency: 'text', net_minor: 'bigint',
    tax_minor: 'bigint', total_minor: 'bigint',
  },
} as const;

export const INVOICE_LINE = {
  table: 'invoice_line',
  columns: {
    ...OWNED, invoice_id: 'uuid', line_no: 'int', kind: 'text', service: 'daterange', seat_numbers: 'int[]', seat_price_minor: 'bigint', days: 'int',
    period_days: 'int', whole_days: 'int', contract_version: 'int', price_basis: 'jsonb', fee: 'jsonb', late_fee: 'jsonb', calls: 'int', cost_micros: 'bigint', net_minor: 'bigint', tax_minor: 'bigint', tax_percent_micros: 'bigint',
    included_seconds: 'bigint', included_used_seconds: 'bigint', included_micros: 'bigint',
  },
} as const;

export const LEASE_LATE_FEE = {
  table: 'lease_late_fee',
  columns: { tenant_id: 'uuid', lease_id: 'uuid', sequence: 'int', from_on: 'date', terms: 'jsonb', reason: 'text', agreed_by: 'text', agreed_at: 'timestamptz' },
} as const;

export const LATE_FEE_CHARGE = {
  table: 'late_fee_charge',
  columns: { ...OWNED, late_invoice_id: 'uuid', service: 'daterange', invoice_id: 'uuid', line_no: 'int' },
} as const;

export const RENT_CHARGE = {
  table: 'rent_charge',
  columns: { ...OWNED, seat_id: 'uuid', service: 'daterange', invoice_id: 'uuid', line_no: 'int', net_minor: 'bigint' },
} as const;

/** Without the number, as for invoices. */
export const NUMBERED_CREDIT_NOTE = {
  table: 'credit_note',
  columns: {
    ...OWNED, id: 'uuid', invoice_id: 'uuid', sequence: 'int', year: 'int', issued_at: 'timestamptz', currency: 'text', net_minor: 'bigint',
    tax_minor: 'bigint', total_minor: 'bigint',
  },
} as const;

export const CREDIT_NOTE_LINE = {
  table: 'credit_note_line',
  columns: {
    ...OWNED, credit_note_id: 'uuid', line_no: 'int', invoice_id: 'uuid', invoice_line_no: 'int', net_minor: 'bigint', tax_minor: 'bigint',
  },
} as const;

export const PAYMENT = {
  table: 'payment',
  columns: {
    ...OWNED, id: 'uuid', sequence: 'int', source: 'text', reference: 'text', amount_minor: 'bigint', currency: 'text', value_on: 'date',
    booked_at: 'timestamptz', for_order: 'boolean', booked_by: 'text',
  },
} as const;

export const REFUND_PAYOUT = {
  table: 'refund_payout',
  columns: {
    ...OWNED, id: 'uuid', sequence: 'int', reference: 'text', amount_minor: 'bigint', currency: 'text', value_on: 'date', paid_at: 'timestamptz',
    paid_by: 'text',
  },
} as const;

export const UNAPPLIED_MONEY = {
  table: 'unapplied_money',
  columns: {
    ...OWNED, sequence: 'int', source_kind: 'text', source_sequence: 'int', amount_minor: 'bigint', currency: 'text', at: 'timestamptz',
  },
} as const;

export const PAYMENT_ALLOCATION = {
  table: 'payment_allocation',
  columns: {
    ...OWNED, sequence: 'int', source_kind: 'text', source_sequence: 'int', invoice_id: 'uuid', amount_minor: 'bigint', currency: 'text',
    allocated_at: 'timestamptz',
  },
} as const;

export const REFUND = {
  table: 'refund',
  columns: {
    ...OWNED, sequence: 'int', payment_sequence: 'int', amount_minor: 'bigint', currency: 'text', reason: 'text', refunded_at: 'timestamptz', refunded_by: 'text',
  },
} as const;

export const REFUND_RETURN = {
  table: 'refund_return',
  columns: { ...LEASE_KEY, refund_sequence: 'int', returned_at: 'timestamptz' },
} as const;

export const DISPUTE = {
  table: 'dispute',
  columns: { ...OWNED, sequence: 'int', payment_sequence: 'int', amount_minor: 'bigint', currency: 'text', reason: 'text', opened_at: 'timestamptz' },
} as const;

export const DISPUTE_STEP = {
  table: 'dispute_step',
  columns: { ...LEASE_KEY, dispute_sequence: 'int', step: 'text', taken_at: 'timestamptz', taken_by: 'text', reason: 'text' },
} as const;

export const UNAPPLIED_PART = {
  table: 'unapplied_part',
  columns: {
    ...OWNED, taken_for: 'text', taken_sequence: 'int', source_kind: 'text', source_sequence: 'int', amount_minor: 'bigint', currency: 'text',
  },
} as const;

export const INVOICE_WRITE_OFF = {
  table: 'invoice_write_off',
  columns: {
    ...OWNED, sequence: 'int', invoice_id: 'uuid', amount_minor: 'bigint', currency: 'text', reason: 'text', written_at: 'timestamptz', written_by: 'text',
  },
} as const;

export const SERVICE_INTERRUPTION = {
  table: 'service_interruption',
  columns: {
    ...LEASE_KEY, sequence: 'int', kind: 'text', ref: 'uuid', during: 'tstzrange', excess: 'tstzmultirange', reason: 'text', recorded_at: 'timestamptz',
  },
} as const;

export const INTERRUPTION_WITHDRAWAL = {
  table: 'service_interruption_withdrawal',
  columns: { ...LEASE_KEY, sequence: 'int', reason: 'text', withdrawn_at: 'timestamptz' },
} as const;

export const SERVICE_CREDIT = {
  table: 'service_credit',
  columns: {
    ...OWNED, sequence: 'int', of_invoice_id: 'uuid', of_line_no: 'int', invoice_id: 'uuid', line_no: 'int', credit_note_id: 'uuid', net_minor: 'bigint',
    tax_minor: 'bigint', given_at: 'timestamptz',
  },
} as const;

export const SERVICE_CREDIT_SEAT = {
  table: 'service_credit_seat',
  columns: { ...LEASE_KEY, sequence: 'int', seat_id: 'uuid', net_minor: 'bigint' },
} as const;

/** The key of this table lets no time of a seat be given back twice. */
export const SERVICE_CREDIT_TIME = {
  table: 'service_credit_time',
  columns: { ...LEASE_KEY, sequence: 'int', seat_id: 'uuid', during: 'tstzrange' },
} as const;

export const DEPOSIT_EVENT = {
  table: 'deposit_event',
  columns: {
    ...OWNED, sequence: 'int', kind: 'text', seat_numbers: 'int[]', invoice_id: 'uuid', amount_minor: 'bigint', currency: 'text', at: 'timestamptz',
  },
} as const;

export const LEDGER_TX = {
  table: 'ledger_tx',
  columns: { ...OWNED, id: 'uuid', kind: 'text', ref: 'text', effective_on: 'date', recorded_at: 'timestamptz' },
} as const;

export const LEDGER_ENTRY = {
  table: 'ledger_entry',
  columns: { ...OWNED, tx_id: 'uuid', n: 'int', account: 'text', currency: 'text', amount_minor: 'bigint' },
} as const;

export const ARREARS_HOLD = {
  table: 'arrears_hold',
  columns: { ...LEASE_KEY, sequence: 'int', until_on: 'date', reason: 'text', granted_by: 'text', granted_at: 'timestamptz' },
} as const;

export const SUSPENSION = {
  table: 'suspension',
  columns: { ...LEASE_KEY, sequence: 'int', because: 'int[]', suspended_at: 'timestamptz', restored_at: 'timestamptz' },
} as const;

export const NOTICE = {
  table: 'notice',
  columns: { ...LEASE_KEY, id: 'uuid', kind: 'text', ref: 'text', invoice_id: 'uuid', due_at: 'timestamptz', recorded_at: 'timestamptz' },
} as const;

export const NOTICE_SENDING = {
  table: 'notice_sending',
  columns: { tenant_id: 'uuid', notice_id: 'uuid', channel: 'text', sent_at: 'timestamptz', outcome: 'text' },
} as const;

/** What the operator has to know; each thing is raised once. */
export const OPERATOR_ALARM = {
  table: 'operator_alarm',
  columns: { ...LEASE_KEY, kind: 'text', ref: 'text', facts: 'jsonb', raised_at: 'timestamptz' },
} as const;

/** Announcements to other domains; their jobs are enqueued by the same statement. */
export const OUTBOX = {
  table: 'outbox',
  columns: { tenant_id: 'uuid', topic: 'text', payload: 'jsonb' },
} as const;

/** Included minutes of closed periods. */
export const INCLUDED_POOL = {
  table: 'included_pool',
  columns: { ...LEASE_KEY, from_on: 'date', to_on: 'date', seconds: 'bigint', used_seconds: 'bigint', covered_micros: 'bigint', closed_at: 'timestamptz' },
} as const;

/** What they did for calls; the version is that of the call's last rating. */
export const INCLUDED_USAGE = {
  table: 'included_usage', columns: { ...LEASE_KEY, usage_id: 'uuid', pool_from_on: 'date', seconds: 'int', micros: 'bigint' },
} as const;

/** What a telephone invoice bills: calls of one lease answered before `to_at` and rated before `close_at`. */
export const BILLED_USAGE = {
  table: 'usage_billing',
  columns: {
    ...LEASE_KEY, invoice_id: 'uuid', own_line_no: 'int', prior_line_no: 'int', correction_line_no: 'int', from_at: 'timestamptz', to_at: 'timestamptz', close_at: 'timestamptz',
  },
} as const;

import { nextDueAt, suspensionAt } from '@seatline/billing-domain';
import { contractToJson, rentTermsToJson } from '../contract-json';
import { dateRange, intArray, timestamp } from '../table-writer';
import { type LeaseChange, statusOf } from './loaded-lease';
import type { RowSink } from './row-sink';

const timestampOrNull = (at: number | null): string | null => (at === null ? null : timestamp(at));

/** The rows that follow a lease's present state: the lease, its account, and the seats, suspensions and holds that are new or changed. */
export function collectState(change: LeaseChange, seatIds: readonly string[], sink: RowSink): void {
  collectLease(change, sink);
  collectAccount(change, sink);
  collectContractVersions(change, sink);
  const { before, after, identity } = change;
  const known = before?.book.seats ?? [];
  after.seats.forEach((seat, place) => {
    if (seat === known[place]) return; // the engine shares what it has not changed
    sink.seats.push({
      tenant_id: identity.tenantId,
      lease_id: identity.leaseId,
      number: seat.number,
      seat_id: seatIds[place]!,
      state: seat.state,
      brought_by_invoice: seat.broughtByInvoice,
      from_on: seat.fromOn,
      ends_on: seat.endsOn,
      deposit_minor: seat.depositMinor,
      payment_waived: seat.paymentWaived,
      activated_at: timestampOrNull(seat.activatedAt),
    });
  });
  collectPools(change, sink);
  collectArrears(change, sink);
  collectLateFees(change, sink);
  collectLateWarnings(change, sink);
}

/** Included minutes of closed periods, where more of them are used by now. */
function collectPools({ before, after, identity, recordedAt }: LeaseChange, sink: RowSink): void {
  after.includedPools.forEach((pool, place) => {
    const { fromOn, toOn, seconds, usedSeconds, coveredMicros } = pool;
    if (pool === before?.book.includedPools[place]) return;
    sink.includedPools.push({
      tenant_id: identity.tenantId, lease_id: identity.leaseId, from_on: fromOn, to_on: toOn, seconds: BigInt(seconds), used_seconds: BigInt(usedSeconds),
      covered_micros: coveredMicros, closed_at: timestamp(recordedAt),
    });
  });
}

/** The operator has to know: a tenant was warned too late, and stays on longer for it. */
function collectLateWarnings({ before, after, identity, recordedAt }: LeaseChange, sink: RowSink): void {
  after.invoices.forEach((invoice, place) => {
    if (invoice.lastWarningSentAt === null || (before?.book.invoices[place]?.lastWarningSentAt ?? null) !== null) return;
    sink.alarms.push({
      tenant_id: identity.tenantId,
      lease_id: identity.leaseId,
      kind: 'last-warning-late',
      ref: `${identity.leaseId} ${invoice.number}`,
      facts: JSON.stringify({ invoice: invoice.number, sentAt: timestamp(invoice.lastWarningSentAt), suspensionAt: timestamp(suspensionAt(after.contract, invoice)) }),
      raised_at: timestamp(recordedAt),
    });
  });
}

function collectArrears({ before, after, identity, actor }: LeaseChange, sink: RowSink): void {
  const key = { tenant_id: identity.tenantId, lease_id: identity.leaseId };
  after.suspensions.forEach((suspension, place) => {
    if (suspension === before?.book.suspensions[place]) return;
    sink.suspensions.push({
      ...key,
      sequence: place + 1,
      because: intArray(suspension.because),
      suspended_at: timestamp(suspension.suspendedAt),
      restored_at: timestampOrNull(suspension.restoredAt),
    });
  });
  after.holds.slice(before?.book.holds.length ?? 0).forEach((hold, place) => {
    sink.holds.push({
      ...key,
      sequence: (before?.book.holds.length ?? 0) + place + 1,
      until_on: hold.untilOn,
      reason: hold.reason,
      granted_by: actor,
      granted_at: timestamp(hold.grantedAt),
    });
  });
}

/** What was agreed of late fees since. */
function collectLateFees({ before, after, identity, recordedAt, actor }: LeaseChange, sink: RowSink): void {
  const known = before?.book.lateFees.length ?? 0;
  after.lateFees.slice(known).forEach(({ fromOn, terms, reason }, place) => {
    sink.lateFees.push({
      tenant_id: identity.tenantId, lease_id: identity.leaseId, sequence: known + place + 1, from_on: fromOn, terms: terms && JSON.stringify(terms), reason,
      agreed_by: actor, agreed_at: timestamp(recordedAt),
    });
  });
}

function collectLease(change: LeaseChange, sink: RowSink): void {
  const { before, after, identity, recordedAt } = change;
  const row = {
    tenant_id: identity.tenantId,
    id: identity.leaseId,
    number: identity.number,
    plan_code: identity.planCode,
    zone: after.contract.zone,
    currency: after.contract.currency,
    contract: JSON.stringify(contractToJson(after.contract)),
    start_on: after.contract.term.startOn,
    end_on: after.endOn,
    status: statusOf(change),
    advanced_to: timestamp(after.advancedTo),
    next_due_at: timestampOrNull(nextDueAt(after)),
    created_at: timestamp(recordedAt),
  };
  if (before) sink.changedLeases.push(row);
  else sink.newLeases.push(row);
}

/** What a lease was opened with, and each change of terms that is new. */
function collectContractVersions({ before, after, identity, recordedAt, actor, ownPriceVersion = null }: LeaseChange, sink: RowSink): void {
  const { contract, termsChanges } = after;
  const agreed = { tenant_id: identity.tenantId, lease_id: identity.leaseId, agreed_by: actor, agreed_at: timestamp(recordedAt) };
  if (!before) {
    sink.contractVersions.push({
      ...agreed, version: 1, valid: dateRange(contract.term.startOn, termsChanges[0]?.fromOn ?? null), terms: JSON.stringify(rentTermsToJson(contract)),
      plan_version: identity.planVersion, own_price_version: ownPriceVersion, reason: null,
    });
  }
  termsChanges.forEach((each, place) => {
    if (each === before?.book.termsChanges[place]) return;
    sink.contractVersions.push({
      ...agreed, version: place + 2, valid: dateRange(each.fromOn, termsChanges[place + 1]?.fromOn ?? null), terms: JSON.stringify(rentTermsToJson(each.terms)),
      plan_version: null, own_price_version: null, reason: each.reason,
    });
  });
}

function collectAccount({ before, after, identity }: LeaseChange, sink: RowSink): void {
  const unchanged =
    before !== null &&
    ACCOUNT_FIELDS.every((field) => before.book[field] === after[field]);
  if (unchanged) return;
  sink.accounts.push({
    tenant_id: identity.tenantId,
    lease_id: identity.leaseId,
    legal_entity_id: identity.legalEntity.id,
    plan_version: identity.planVersion,
    opened_at: timestamp(after.openedAt),
    ends_early: after.endsEarly,
    ended_at: timestampOrNull(after.endedAt),
    settled_at: timestampOrNull(after.settledAt),
    rent_issued_through_on: after.rentIssuedThroughOn,
    usage_closed_through_on: after.usageClosedThroughOn,
    renewal_notified_at: timestampOrNull(after.renewalNotifiedAt),
    orders_placed: after.ordersPlaced,
    deposit_releases: after.depositReleases,
  });
}

const ACCOUNT_FIELDS = [
  'endsEarly', 'endedAt', 'settledAt', 'rentIssuedThroughOn', 'usageClosedThroughOn', 'renewalNotifiedAt', 'ordersPlaced', 'depositReleases',
] as const;

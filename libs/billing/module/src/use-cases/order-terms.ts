import { type Contract, contractOf, type Quote, quote, periodAt } from '@seatline/billing-domain';
import { addDays, type CivilDate, civilDateAt, type Instant } from '@seatline/kernel';
import { type LedgerDatabase, notFound, Problem } from '@seatline/server';
import { type Plan, plansForTenant } from '../reads/plans';
import { readTenantTerms } from '../reads/tenants';

/** What somebody asks for when they ask for seats. Term and start say nothing where a lease is open: more seats join it. */
export interface SeatsWanted {
  readonly planCode: string;
  readonly seats: number;
  readonly months: number;
  readonly startOn: CivilDate;
}

/** More of these are a slip of the finger, not a lease; a larger one is agreed with the operator. */
export const MOST_SEATS = 10_000;
export const MOST_MONTHS = 120;
const FURTHEST_START_DAYS = 366;

/** @throws Problem order.bad-seats */
export function requireSeats(seats: number): void {
  if (!Number.isInteger(seats) || seats < 1 || seats > MOST_SEATS) throw new Problem('order.bad-seats', { most: MOST_SEATS });
}

/** @throws Problem order.bad-seats, order.bad-term, order.start-in-past, order.start-too-far */
function requireTerm(wanted: SeatsWanted, today: CivilDate): void {
  requireSeats(wanted.seats);
  if (!Number.isInteger(wanted.months) || wanted.months < 1 || wanted.months > MOST_MONTHS) throw new Problem('order.bad-term', { most: MOST_MONTHS });
  if (wanted.startOn < today) throw new Problem('order.start-in-past', { today });
  const latest = addDays(today, FURTHEST_START_DAYS);
  if (wanted.startOn > latest) throw new Problem('order.start-too-far', { latest });
}

/**
 * The contract that a new lease would be opened with: the tenant's own prices or else the plan's terms, the tenant's zone, the wanted term.
 * @throws Problem plan.unknown (a plan in another currency than the tenant's is unknown to it), and what a wanted term can be refused for
 */
export async function contractFor(db: LedgerDatabase, tenantId: string, wanted: SeatsWanted, at: Instant): Promise<{ plan: Plan; contract: Contract }> {
  const tenant = await readTenantTerms(db, tenantId);
  if (!tenant) throw notFound('tenant');
  requireTerm(wanted, civilDateAt(at, tenant.zone));
  const plan = (await plansForTenant(db, at)).find(({ code }) => code === wanted.planCode);
  if (!plan || plan.currency !== tenant.currency) throw new Problem('plan.unknown', { plan: wanted.planCode });
  const term = { startOn: wanted.startOn, months: wanted.months };
  return { plan, contract: contractOf({ ...plan.terms, zone: tenant.zone, currency: tenant.currency, term }) };
}

/** What opening a lease would be invoiced: the engine's own first invoice. */
export function openingQuote(contract: Contract, seats: number): Quote {
  const { startOn } = contract.term;
  return quote(contract, seats, startOn, periodAt(contract, startOn).toOn);
}

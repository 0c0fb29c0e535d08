import { randomUUID } from 'node:crypto';
import { civilDate } from '@seatline/kernel';
import { Outbox, OutboxRelay } from '@seatline/server';
import { CancelOrder } from '../../src/use-cases/cancel-order';
import { LeaseCommands } from '../../src/use-cases/lease-commands';
import { PlaceOrder } from '../../src/use-cases/place-order';
import { Renewals } from '../../src/use-cases/renewals';
import { Sublets } from '../../src/use-cases/sublets';
import { OPERATOR } from '../harness';
import type { ActOf, SeatAct } from './acts';
import type { LivedLease } from './lived-lease';
import { interruptionOf } from './told-interruption';
import { pricingOf } from './story-pricing';

const reason = 'as the story goes';

/** What people ask about the seats of a lease on tables. */
export async function askForSeats(lived: LivedLease, act: SeatAct): Promise<unknown> {
  const { tenantId, leaseId } = lived.key;
  const { startOn, months, dayCount } = lived.story.terms;
  const commands = lived.use(LeaseCommands);
  switch (act.do) {
    case 'order':
      return lived.use(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'story', seats: act.seats, months, startOn: civilDate(startOn) });
    case 'cancel-order':
      return lived.use(CancelOrder).run(OPERATOR, tenantId, await lived.id("lease_order where lease_id = $1 and state = 'standing' order by number"));
    case 'waive':
      return commands.waive(OPERATOR, tenantId, leaseId, reason);
    case 'remove':
      return commands.removeSeats(OPERATOR, tenantId, leaseId, { seats: act.seats, when: act.when });
    case 'end':
      return commands.end(OPERATOR, tenantId, leaseId, { on: act.until, reason });
    case 'hold':
      return commands.hold(OPERATOR, tenantId, leaseId, { untilOn: act.until, reason });
    case 'renew':
      return renew(lived, act);
    case 'change-terms': {
      const terms = { seatMonthlyMinor: act.price, dayCount, pricing: pricingOf(act.price, act.pricing) };
      return commands.changeTerms(OPERATOR, tenantId, leaseId, { fromOn: act.from, terms, reason });
    }
    case 'plan-version':
      return lived.catalogue(lived.house.harness.clock.now(), 77_700);
    case 'outage':
    case 'maintenance':
      return interrupt(lived, act);
    case 'hand-over':
      return handOver(lived, act);
  }
}

/** What tenancy tells of seats that could not be used, twice. */
async function interrupt(lived: LivedLease, act: ActOf<'outage' | 'maintenance'>): Promise<void> {
  const { tenantId } = lived.key;
  const { startAt, endAt, excess } = interruptionOf(act);
  const iso = (at: number): string => new Date(at).toISOString();
  const spans = excess.map((span) => ({ startAt: iso(span.startAt), endAt: iso(span.endAt) }));
  const told = { startAt: iso(startAt), endAt: iso(endAt), reason: 'as the story goes' };
  const [topic, payload] = act.do === 'outage'
    ? ['tenancy.outage-recorded', { ...told, outageId: randomUUID(), periods: spans }]
    : ['tenancy.maintenance-ended', { ...told, windowId: randomUUID(), excess: spans }];
  const { harness } = lived.house;
  await harness.tenants.run(tenantId, (tx) => lived.use(Outbox).publish(tx, { topic, payload }));
  const { rows } = await harness.admin.query<{ id: string }>('select id from outbox where tenant_id = $1 order by id desc limit 1', [tenantId]);
  for (let times = 0; times < 2; times += 1) await lived.use(OutboxRelay).deliver(tenantId, rows[0]!.id);
}

async function renew(lived: LivedLease, { months, endOn }: ActOf<'renew'>): Promise<void> {
  const { tenantId, leaseId } = lived.key;
  const renewals = lived.use(Renewals);
  const request = await renewals.ask(OPERATOR, tenantId, leaseId, { months, endOn });
  if (request.state === 'asked') await renewals.decide(OPERATOR, tenantId, leaseId, request.id, { consent: true, reason: 'why not' });
}

async function handOver(lived: LivedLease, { seats, from }: ActOf<'hand-over'>): Promise<void> {
  const { tenantId, leaseId } = lived.key;
  const sublets = lived.use(Sublets);
  const { id } = await sublets.give(OPERATOR, tenantId, leaseId, { toCode: lived.taker.code, seats, on: from });
  await sublets.answer(OPERATOR, lived.taker.tenantId, id, { accept: true });
  await sublets.decide(OPERATOR, id, { consent: true, reason: 'both agree' });
}

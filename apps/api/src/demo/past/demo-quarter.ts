import type { SimulatedCarrier } from '@seatline/telephony';
import { type Act, play } from './act';
import type { DemoCompany } from './demo-company';
import { DEMO_ZONE, type DemoTime } from './demo-time';
import { shifts } from './demo-shifts';
import { DemoTraffic } from './demo-traffic';

/** The tenants of the demo's quarter; each stands for a state that an operator meets. */
export interface Cast {
  /** Grows, pays in time: the one whose people the visitor signs in as. */
  readonly cloudLake: DemoCompany;
  readonly sailfar: DemoCompany;
  readonly greenfield: DemoCompany;
  readonly starBridge: DemoCompany;
}

/** When the quarter begins. */
export const QUARTER_DAYS = 98;

const CALLS_EVERY_DAYS = 4;
const PAYMENTS_EVERY_DAYS = 3;
const PAYS_DAYS_AHEAD = 4;

/**
 * Three months of four tenants, told day by day through the API: rent, calls, growth, a maintenance that took too long, a deck that came too late; Sailfar is late with a
 * month's rent, Greenfield was suspended for it, StarBridge pays its calls beforehand.
 * @param carrier where the first one's agents talk; null: on a real one, whose telephones nobody answers here.
 */
export async function tellQuarter(time: DemoTime, cast: Cast, carrier: SimulatedCarrier | null): Promise<void> {
  await play(time, [...opening(time, cast), ...events(time, cast), ...calls(time, cast), ...payments(time, cast), ...(carrier ? shifts(time, cast.cloudLake, carrier) : [])]);
}

function opening(time: DemoTime, { sailfar, greenfield, starBridge }: Cast): Act[] {
  const rents = (company: DemoCompany, day: number, seats: number): Act => ({
    day, hour: 10, happens: () => company.rents(seats, { startOn: time.dayBefore(day), months: 12 }),
  });
  return [
    rents(greenfield, 92, 4),
    rents(sailfar, 71, 8),
    rents(starBridge, 46, 3),
    { day: 46, hour: 11, happens: () => paysBeforehand(starBridge) },
  ];
}

async function paysBeforehand(company: DemoCompany): Promise<void> {
  await company.operator.send('PUT', company.ofOperator('/telephone-billing'), { billing: 'prepaid', reason: '客户要求预付话费 Asked for by the customer' });
  await company.operator.send('POST', company.ofOperator('/wallet/top-ups'), { amount: '300.00', reference: `${company.name} 话费` });
  await company.admin.send('PUT', `/leases/${company.leaseId}/wallet`, { lowBalance: '100.00' });
}

function events(time: DemoTime, { cloudLake, sailfar, starBridge }: Cast): Act[] {
  const at = (day: number, hour: number): string => new Date(time.instantBefore(day, hour)).toISOString();
  return [
    { day: 60, hour: 10, happens: () => cloudLake.rentsMore(2, { startOn: time.dayBefore(QUARTER_DAYS), months: 12 }) },
    {
      day: 41, hour: 8, happens: async () => {
        const window = { target: { kind: 'platform' }, startAt: at(41, 9), endAt: at(41, 12), note: '数据库紧急更换 Database replaced', emergency: true };
        await cloudLake.operator.send('POST', '/operator/maintenance-windows', window);
      },
    },
    { day: 33, hour: 15, happens: () => ratesAgain(time, cloudLake) },
    {
      day: 20, hour: 18, happens: async () => {
        const outage = { target: { kind: 'platform' }, startAt: at(20, 14), endAt: at(20, 15.5), reason: '机房光缆中断 A cable was cut' };
        await cloudLake.operator.send('POST', '/operator/outages', outage);
      },
    },
    { day: 6, hour: 11, happens: () => sailfar.pays('5000.00', '部分租金 Part of the rent') },
    { day: 4, hour: 16, happens: () => proposesSublet(time, cloudLake, starBridge) },
    { day: 3, hour: 10, happens: async () => void (await cloudLake.admin.send('POST', `/leases/${cloudLake.leaseId}/seat-removals`, { seats: 1, when: 'period-end' })) },
  ];
}

/** The agreed price for Hong Kong comes too late: calls since then are priced again, and the difference is credited. */
async function ratesAgain(time: DemoTime, { operator, tenantId }: DemoCompany): Promise<void> {
  const csv = ['prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', '86,0.12,0,60,60,,', '852,0.40,0,60,60,,', '1,0.30,0,60,60,,'].join('\n');
  const { id: deck } = await operator.send<{ id: string }>('POST', '/operator/decks', { direction: 'outbound', name: '香港线路调价 Hong Kong repriced', csv, zone: DEMO_ZONE });
  const since = new Date(time.instantBefore(60, 0)).toISOString();
  await operator.send('POST', `/operator/decks/${deck}/activate`, { effectiveFrom: since, intoThePast: true });
  const range = { direction: 'outbound', tenantId, prefix: '852', from: since, to: new Date(time.instantBefore(33, 0)).toISOString(), reason: '费率表迟到 The deck came late' };
  const { id } = await operator.send<{ id: string }>('POST', '/operator/reratings', range);
  await operator.send('POST', `/operator/reratings/${id}/run`);
  await time.settles();
}

async function proposesSublet(time: DemoTime, from: DemoCompany, to: DemoCompany): Promise<void> {
  const { code } = await to.admin.send<{ code: string }>('GET', '/sublets');
  const { id } = await from.admin.send<{ id: string }>('POST', `/leases/${from.leaseId}/sublets`, { toCode: code, seats: 1, on: time.nextMonthlyDay(QUARTER_DAYS) });
  await to.admin.send('POST', `/sublets/${id}/answer`, { accept: true });
}

/** Calls of some days at a time, a little before their month could close; a suspended tenant has none. */
function calls(time: DemoTime, { cloudLake, sailfar, greenfield, starBridge }: Cast): Act[] {
  const lines = [
    { since: QUARTER_DAYS, until: 0, traffic: new DemoTraffic(cloudLake, { callsADay: 34, inboundShare: 0.4, ownNumber: '+862150001234' }, 1) },
    { since: 92, until: 16, traffic: new DemoTraffic(greenfield, { callsADay: 12, inboundShare: 0.2, ownNumber: '+862150003000' }, 2) },
    { since: 71, until: 0, traffic: new DemoTraffic(sailfar, { callsADay: 80, inboundShare: 0.05, ownNumber: '+862150004000' }, 3) },
    { since: 46, until: 0, traffic: new DemoTraffic(starBridge, { callsADay: 10, inboundShare: 0.3, ownNumber: '+862150005000' }, 4) },
  ];
  return everySoManyDays(CALLS_EVERY_DAYS, 20, async (day) => {
    for (const { since, until, traffic } of lines) if (since >= day + CALLS_EVERY_DAYS && until < day) await traffic.comesIn(time, CALLS_EVERY_DAYS, day - 1);
  });
}

/** Who pays, and until when: Greenfield has paid nothing for more than a month, Sailfar stopped two weeks ago. */
function payments(time: DemoTime, { cloudLake, sailfar, greenfield, starBridge }: Cast): Act[] {
  const payers = [
    { company: cloudLake, until: 0 },
    { company: starBridge, until: 0 },
    { company: sailfar, until: 15 },
    { company: greenfield, until: 40 },
  ];
  return everySoManyDays(PAYMENTS_EVERY_DAYS, 11, async (day) => {
    for (const { company, until } of payers) if (day >= until && company.leaseId !== '') await company.paysWhatIsOpen(time.dayBefore(day - PAYS_DAYS_AHEAD));
  });
}

function everySoManyDays(days: number, hour: number, happens: (day: number) => Promise<void>): Act[] {
  const acts: Act[] = [];
  for (let day = QUARTER_DAYS - days; day >= 1; day -= days) acts.push({ day, hour, happens: () => happens(day) });
  return acts;
}

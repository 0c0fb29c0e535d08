import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SeedCatalogue } from '@seatline/billing';
import { MoveToCarrier, type SimulatedCarrier } from '@seatline/telephony';
import { openBusiness } from '../demo-business';
import { DemoClient } from '../demo-client';
import type { DemoClock } from '../demo-clock';
import { addDemoPeople } from '../demo-people';
import { DEMO_OTHER_ADMINS, DEMO_TENANT_NAME, emailOf } from '../sign-ins';
import { DemoCompany } from './demo-company';
import { QUARTER_DAYS, tellQuarter } from './demo-quarter';
import { DemoTime } from './demo-time';

/** Where the demo's tenant telephones, and the carrier that is always there. */
export interface DemoCarrier {
  readonly name: 'simulated' | 'asterisk';
  readonly simulated: SimulatedCarrier;
}

/** Tells the three months before today, in an empty installation. The clock is the machine's again when this returns, whatever happened. */
export async function tellDemoPast(app: NestFastifyApplication, clock: DemoClock, on: DemoCarrier): Promise<void> {
  const time = new DemoTime(app, clock);
  time.begins(QUARTER_DAYS, 9);
  on.simulated.books.reachBackTo(clock.now());
  try {
    await app.get(SeedCatalogue, { strict: false }).run();
    const { tenantId, members } = await addDemoPeople(app);
    await app.get(MoveToCarrier, { strict: false }).run(tenantId, on.name);
    const operator = await DemoClient.signIn(app, emailOf('operator'));
    const cloudLake = await DemoCompany.of(time, operator, { tenantId, name: DEMO_TENANT_NAME, adminEmail: emailOf('tenant admin') });
    await openBusiness(cloudLake, members, { startOn: time.dayBefore(QUARTER_DAYS), carrier: on.name });
    const joins = (place: 0 | 1 | 2): Promise<DemoCompany> => DemoCompany.joins(time, operator, DEMO_OTHER_ADMINS[place]);
    await tellQuarter(time, { cloudLake, sailfar: await joins(0), greenfield: await joins(1), starBridge: await joins(2) }, on.name === 'simulated' ? on.simulated : null);
  } finally {
    time.ends();
  }
}

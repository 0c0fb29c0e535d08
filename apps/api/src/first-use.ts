import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SeedCatalogue } from '@seatline/billing';
import { MoveToCarrier } from '@seatline/telephony';
import { addDemoBooks } from './demo/demo-books';
import { DemoClient } from './demo/demo-client';
import type { DemoClock } from './demo/demo-clock';
import { addDemoPeople, demoTenantId, isDemoWhole } from './demo/demo-people';
import { type DemoCarrier, tellDemoPast } from './demo/past/demo-past';
import { DEMO_OTHER_ADMINS, DEMO_PASSWORD, DEMO_SIGN_INS, emailOf } from './demo/sign-ins';

/** What a new installation needs before anybody can work: a catalogue to sell from. */
export async function prepareFirstUse(app: NestFastifyApplication): Promise<void> {
  await app.get(SeedCatalogue, { strict: false }).run();
}

/** The demo's people, tenants and their last three months; made once, before any job runs. */
export async function prepareDemo(app: NestFastifyApplication, clock: DemoClock, carrier: DemoCarrier, say: (line: string) => void): Promise<void> {
  if ((await demoTenantId(app)) === null) {
    say('Telling the demo’s last three months (once) …');
    await tellDemoPast(app, clock, carrier);
    await addDemoBooks(await DemoClient.signIn(app, emailOf('tenant admin')), await DemoClient.signIn(app, emailOf('operator')));
    return;
  }
  if (!(await isDemoWhole(app))) say('The demo’s past is not whole: its making was interrupted. It is made anew in an empty data folder.');
  const { tenantId } = await addDemoPeople(app);
  // The same data may be started with and without voice: the demo's tenant follows.
  await app.get(MoveToCarrier, { strict: false }).run(tenantId, carrier.name);
}

export function introduceDemo(say: (line: string) => void): void {
  say('');
  say(`Demo sign-ins (the password of all is ${DEMO_PASSWORD})`);
  for (const each of DEMO_SIGN_INS) say(`  ${each.as.padEnd(13)} ${each.email}`);
  for (const each of DEMO_OTHER_ADMINS) say(`  ${'tenant admin'.padEnd(13)} ${each.email} (${each.state})`);
  say('');
}

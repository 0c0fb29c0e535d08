import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SeedCatalogue } from '@seatline/billing';
import { MoveToCarrier } from '@seatline/telephony';
import { addDemoBusiness } from './demo/demo-business';
import { addDemoPeople } from './demo/demo-people';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from './demo/sign-ins';
import type { Settings } from './settings';

/** What a new installation needs before anybody can work: a catalogue to sell from and, in the demo, its people and their business. */
export async function prepareFirstUse(app: NestFastifyApplication, settings: Settings, say: (line: string) => void): Promise<void> {
  await app.get(SeedCatalogue, { strict: false }).run();
  if (!settings.demo) return;
  const { tenantId, members } = await addDemoPeople(app);
  const carrier = settings.voice === 'off' ? 'simulated' : 'asterisk';
  // The same data may be started with and without voice: the demo's tenant follows.
  await app.get(MoveToCarrier, { strict: false }).run(tenantId, carrier);
  await addDemoBusiness(app, tenantId, members, carrier);
  say('');
  say(`Demo sign-ins (the password of all is ${DEMO_PASSWORD})`);
  for (const each of DEMO_SIGN_INS) say(`  ${each.as.padEnd(13)} ${each.email}`);
  say('');
}

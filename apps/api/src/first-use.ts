import type { INestApplicationContext } from '@nestjs/common';
import { addDemoPeople } from './demo/demo-people';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from './demo/sign-ins';
import type { Settings } from './settings';

/** What a new installation needs before anybody can sign in: in the demo its people and data, else nothing yet. */
export async function prepareFirstUse(app: INestApplicationContext, settings: Settings, say: (line: string) => void): Promise<void> {
  if (!settings.demo) return;
  await addDemoPeople(app);
  say('');
  say('Demo sign-ins (password of all: ' + DEMO_PASSWORD + ')');
  for (const each of DEMO_SIGN_INS) say(`  ${each.as.padEnd(13)} ${each.email}`);
  say('');
}

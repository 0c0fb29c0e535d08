import { createServer } from 'node:net';
import type { Clock } from '@seatline/kernel';
import { Jobs, LiveBus, MACHINE_CLOCK, migrate, StartupFault } from '@seatline/server';
import { CarrierSessions } from '@seatline/telephony';
import { openCarriers } from './carriers';
import { createApp } from './create-app';
import { openDatabase } from './database-location';
import { DemoClock } from './demo/demo-clock';
import { introduceDemo, prepareDemo, prepareFirstUse } from './first-use';
import { openGateway } from './gateway';
import type { Settings } from './settings';

export interface RunningProduct {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the whole product: database, schema, API and portal on one port, jobs and sweeps. What was started is stopped again when a later
 * step fails.
 * @throws StartupFault in one line for whatever the person who starts it can mend.
 */
export async function startProduct(settings: Settings, say: (line: string) => void, onLost: (fault: StartupFault) => void): Promise<RunningProduct> {
  await assertPortFree(settings.host, settings.port);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const database = await openDatabase(settings, say, onLost);
    stops.push(() => database.stop());
    say(`Database: ${database.described}`);
    const { applied } = await migrate(database.adminUrl, settings.secret);
    if (applied.length > 0) say(`Schema: ${applied.length} migration${applied.length === 1 ? '' : 's'} applied`);
    const demoClock = settings.demo ? new DemoClock() : null;
    const clock: Clock = demoClock ?? MACHINE_CLOCK;
    const carriers = await openCarriers(settings, clock, say);
    stops.push(() => carriers.stop());
    say(`Calls: ${carriers.described}`);
    const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const gateway = openGateway(settings, clock, publicUrl);
    say(`Payments: ${gateway.described}`);
    const app = await createApp({
      adminUrl: database.adminUrl,
      secret: settings.secret,
      poolSize: settings.poolSize,
      clock,
      publicUrl,
      operatorZone: settings.operatorZone,
      carriers: carriers.all,
      records: carriers.records,
      phones: carriers.phones,
      gateway: gateway.port,
      trustProxy: settings.publicUrl !== null,
      smtp: settings.smtp,
      webhooksToPrivateAddresses: settings.webhooksToPrivateAddresses,
    });
    stops.push(() => app.close());
    await app.init();
    await app.get(LiveBus).start();
    await app.get(CarrierSessions, { strict: false }).start();
    if (demoClock) await prepareDemo(app, demoClock, { name: settings.voice === 'off' ? 'simulated' : 'asterisk', simulated: carriers.simulated }, say);
    await prepareFirstUse(app);
    await app.get(Jobs).start();
    if (demoClock) introduceDemo(say);
    await app.listen(settings.port, settings.host);
    const url = await app.getUrl();
    gateway.listens(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asked before anything is started, so that a busy port costs no database start. */
async function assertPortFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use by another program' : error.code === 'EACCES' ? 'may not be opened by this user' : `cannot be opened (${error.code})`;
      reject(new StartupFault(`Port ${port} on ${host} ${why}. Choose another: npm start -- --port 3001`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

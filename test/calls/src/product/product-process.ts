import 'reflect-metadata';
import { createApp } from '@seatline/api';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { Jobs, LiveBus, log } from '@seatline/server';
import { AsteriskCarrier, CarrierSessions } from '@seatline/telephony';
import { SIP_REALM } from '@seatline/telephony-domain';
import { AddOperator } from '@seatline/tenancy';
import { SeedCatalogue } from '@seatline/billing';
import type { Beginning, Order, Reply } from './orders';
import { inStoryTime } from './story-carrier';
import { StoryClock } from './story-clock';

// The whole product in a process of its own, so that a test can kill it: HTTP, jobs, sweeps and call control over the database and the Asterisk that it is told of.

type Product = Awaited<ReturnType<typeof createApp>>;

let product: Product | null = null;
let clock = new StoryClock([]);

async function begin({ adminUrl, secret, port, asterisk, jumps, operator }: Beginning): Promise<void> {
  clock = new StoryClock(jumps);
  const carrier = new AsteriskCarrier(asterisk, SYSTEM_CLOCK, (line) => log.info(line));
  const app = await createApp({
    adminUrl,
    secret,
    poolSize: 8,
    clock,
    publicUrl: `http://127.0.0.1:${port}`,
    carriers: [inStoryTime(carrier, clock)],
    records: [],
    phones: { asterisk: { domain: SIP_REALM, server: asterisk.sipAddress } },
    attemptsPerMinute: 10_000,
  });
  product = app;
  await app.init();
  await app.get(LiveBus).start();
  await app.get(CarrierSessions, { strict: false }).start();
  await app.get(Jobs).start();
  await app.get(SeedCatalogue, { strict: false }).run();
  const roles = ['operator-admin', 'operator-billing', 'operator-support'] as const;
  await app.get(AddOperator, { strict: false }).run({ ...operator, displayName: 'Operator', locale: 'en', roles });
  await app.listen(port, '127.0.0.1');
}

async function carryOut(order: Order): Promise<void> {
  if (order.kind === 'begin') return begin(order.beginning);
  clock.follow(order.jump);
  if (order.settle) await product?.get(Jobs).sweepAndDrain();
}

function reply(answer: Reply): void {
  process.send?.(answer);
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    () => reply({ done: true }),
    (error: unknown) => reply({ done: false, why: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// The test that started it is gone.
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void (product?.close() ?? Promise.resolve()).finally(() => process.exit(0)));

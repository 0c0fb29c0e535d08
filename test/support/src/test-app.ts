import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '@seatline/api';
import { FakeStripe, SeedCatalogue, StripePaymentGateway } from '@seatline/billing';
import { Jobs, LiveBus } from '@seatline/server';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { CarrierSessions, SimulatedCarrier, SYSTEM_SCHEDULER } from '@seatline/telephony';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { Client } from './client';
import { FakeClock } from './fake-clock';

/** What invitations' links begin with in tests. */
const PUBLIC_URL = 'http://seatline.test';

/** The whole API over a database of its own, with a clock that the story moves; due work happens when the story says so. */
export class TestApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: FakeClock,
    readonly database: TestDatabase,
    /** An administrator of the database: for looking, and for planting what no route can make. */
    readonly admin: pg.Client,
    /** The other side of every call: callers, telephones, failures. */
    readonly carrier: SimulatedCarrier,
    /** The payment gateway's other side. */
    readonly fakeStripe: FakeStripe,
  ) {}

  /** @param plant adds routes to the router itself, for tests that must catch a route without a guard. */
  static async start(startsAt: string, plant?: (fastify: FastifyInstance) => void): Promise<TestApp> {
    const database = await createTestDatabase();
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const clock = new FakeClock(startsAt);
    const carrier = new SimulatedCarrier(clock, SYSTEM_SCHEDULER, () => undefined);
    carrier.world.phonesRegisterThemselves = true;
    const fakeStripe = new FakeStripe(clock);
    const app = await createApp({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 6, clock, carriers: [carrier], records: [carrier.books], gateway: new StripePaymentGateway(fakeStripe.access(PUBLIC_URL), clock), publicUrl: PUBLIC_URL, attemptsPerMinute: 10_000 });
    plant?.(app.getHttpAdapter().getInstance());
    await app.init();
    await app.get(LiveBus).start();
    await app.get(SeedCatalogue, { strict: false }).run();
    await app.get(CarrierSessions, { strict: false }).start();
    await app.getHttpAdapter().getInstance().ready();
    return new TestApp(app, clock, database, admin, carrier, fakeStripe);
  }

  signIn(email: string, password: string): Promise<Client> {
    return Client.signIn(this.app, email, password);
  }

  anonymous(): Client {
    return Client.anonymous(this.app);
  }

  /** Moves the clock and does everything that is due by then: sweeps, and the jobs that come of them, until nothing is left. */
  async moveTo(at: string): Promise<void> {
    this.clock.moveTo(at);
    await this.settle();
  }

  /** Lets everything that happened reach everyone who hears of it. */
  async settle(): Promise<void> {
    await this.app.get(Jobs).sweepAndDrain();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.admin.end();
    await this.database.drop();
  }
}

import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Clock, type Instant, instant } from '@seatline/kernel';
import { CLOCK, DatabaseModule, Jobs, PlatformUnitOfWork, type Principal, ServerModule, TenantUnitOfWork } from '@seatline/server';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import pg from 'pg';
import { BILLING_ENTITIES, BillingModule } from '../src/billing.module';
import { FakeStripe } from '../src/gateways/fake/fake-stripe';
import { StripePaymentGateway } from '../src/gateways/stripe/stripe.payment-gateway';
import { LeaseBooks } from '../src/persistence/lease-books/lease-books';
import { CARRIED_CALLS, type CarriedCalls } from '../src/ports/carried-calls';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../src/ports/payment-gateway';
import { DueWorkSweep } from '../src/use-cases/due-work-sweep';
import { SeedCatalogue } from '../src/use-cases/seed-catalogue';

/** Stands still until a test moves it. */
export class TestClock implements Clock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at;
  }

  set(at: Instant): void {
    if (at < this.at) throw new RangeError('a story does not go back');
    this.at = at;
  }

  /** What no story does and a machine's clock may: it jumps, ahead or back. */
  goWrong(at: Instant): void {
    this.at = at;
  }
}

@Module({})
class Bindings {
  static with(clock: Clock, gateway: PaymentGateway | null, carried: CarriedCalls): DynamicModule {
    const providers = [
      { provide: CLOCK, useValue: clock },
      { provide: PAYMENT_GATEWAY, useValue: gateway },
      { provide: CARRIED_CALLS, useValue: carried },
    ];
    return { module: Bindings, global: true, providers, exports: [CLOCK, PAYMENT_GATEWAY, CARRIED_CALLS] };
  }
}

const NOBODY_TALKS: CarriedCalls = { among: async () => new Set() };

export interface HarnessOptions {
  readonly startsAt: string;
  readonly gateway?: PaymentGateway | null;
  readonly seed?: boolean;
  /** A clock that the gateway has, too. */
  readonly clock?: TestClock;
  /** What carriers still have. */
  readonly carried?: CarriedCalls;
  /** Modules of billing beside its first. */
  readonly with?: readonly DynamicModule[];
  /** A database that another harness made: a second process beside it. */
  readonly beside?: BillingHarness;
  /** A database that is there already and that the caller drops: a process that begins again. */
  readonly database?: TestDatabase;
}

/** Billing on a database of its own, with a clock that the test moves. No HTTP, no workers: jobs run when the test drains them. */
export class BillingHarness {
  private constructor(
    readonly app: INestApplicationContext,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    readonly admin: pg.Client,
    private readonly owner: boolean,
  ) {}

  static async start(options: HarnessOptions): Promise<BillingHarness> {
    const { beside } = options;
    const database = options.database ?? beside?.database ?? (await createTestDatabase());
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const clock = beside?.clock ?? options.clock ?? new TestClock(instant(options.startsAt));
    const gateway = options.gateway === undefined ? new StripePaymentGateway(new FakeStripe(clock).access('http://seatline.test'), clock) : options.gateway;
    const settings = { adminUrl: database.adminUrl, secret: database.secret, poolSize: 6 };
    const root = {
      module: class TestRoot {},
      imports: [
        Bindings.with(clock, gateway, options.carried ?? NOBODY_TALKS),
        DatabaseModule.forRoot(settings, BILLING_ENTITIES),
        ServerModule,
        BillingModule,
        ...(options.with ?? []),
      ],
    };
    const app = await NestFactory.createApplicationContext(root, { logger: ['error'], abortOnError: false });
    const harness = new BillingHarness(app, clock, database, admin, beside === undefined && options.database === undefined);
    if (options.seed !== false && !beside && !options.database) await app.get(SeedCatalogue).run();
    return harness;
  }

  get tenants(): TenantUnitOfWork {
    return this.app.get(TenantUnitOfWork);
  }

  get platform(): PlatformUnitOfWork {
    return this.app.get(PlatformUnitOfWork);
  }

  get books(): LeaseBooks {
    return this.app.get(LeaseBooks);
  }

  get sweep(): DueWorkSweep {
    return this.app.get(DueWorkSweep);
  }

  get jobs(): Jobs {
    return this.app.get(Jobs);
  }

  async newTenant(terms: { zone?: string; currency?: string } = {}): Promise<string> {
    const { rows } = await this.admin.query<{ id: string }>(
      'insert into tenant (name, zone, currency, created_at) values ($1, $2, $3, now()) returning id',
      [`Tenant ${randomUUID().slice(0, 8)}`, terms.zone ?? 'Asia/Shanghai', terms.currency ?? 'CNY'],
    );
    return rows[0]!.id;
  }

  /** Moves the clock from one due instant to the next, as time would, and does what is due at each. */
  async liveUntil(at: Instant): Promise<void> {
    for (;;) {
      const due = await this.sweep.nextDueAt();
      if (due === null || due > at) break;
      if (due > this.clock.now()) this.clock.set(due);
      await this.sweep.run();
    }
    this.clock.set(at);
  }

  async count(query: string, values: unknown[] = []): Promise<number> {
    const { rows } = await this.admin.query<{ count: string }>(query, values);
    return Number(rows[0]!.count);
  }

  /** Topics of what other domains were told, in the order of telling. */
  async topics(tenantId: string): Promise<string[]> {
    const { rows } = await this.admin.query<{ topic: string }>('select topic from outbox where tenant_id = $1 order by id', [tenantId]);
    return rows.map((row) => row.topic);
  }

  async stop(): Promise<void> {
    await this.stopKeepingDatabase();
    if (this.owner) await this.database.drop();
  }

  /** The process ends; whoever holds the database goes on with it, and drops it. */
  async stopKeepingDatabase(): Promise<void> {
    await this.app.close();
    await this.admin.end();
  }
}

/** Somebody of the operator. */
export const OPERATOR: Principal = {
  personId: '00000000-0000-7000-8000-000000000001',
  sessionId: '00000000-0000-7000-8000-000000000002',
  displayName: 'Olga Operator',
  locale: 'en',
  tenantId: null,
  memberId: null,
  roles: [],
  operatorRoles: ['operator-admin'],
  permissions: new Set<string>(),
  ip: '127.0.0.1',
};

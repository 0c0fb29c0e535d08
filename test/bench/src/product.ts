import { createApp } from '@seatline/api';
import { BookPayment, PlaceOrder, SeedCatalogue } from '@seatline/billing';
import { type CivilDate, type Clock, type Instant, instant } from '@seatline/kernel';
import { Jobs, LiveBus, type Principal } from '@seatline/server';
import { CarrierSessions, SimulatedCarrier, SYSTEM_SCHEDULER } from '@seatline/telephony';
import type { Carrier } from '@seatline/telephony-domain';
import { toBeEnded } from './cleanup';
import type { BenchDatabase } from './cluster';

/** A clock that shows what it is set to. */
export class SetClock implements Clock {
  private at: Instant;

  constructor(startsAt: string | Instant) {
    this.at = typeof startsAt === 'string' ? instant(startsAt) : startsAt;
  }

  now(): Instant {
    return this.at;
  }

  set(at: Instant): void {
    this.at = at;
  }
}

type Token<Part> = abstract new (...args: never[]) => Part;

/** The whole product on a database of the bench, as `npm start` wires it, without its HTTP port. */
export class Product {
  private constructor(
    private readonly app: Awaited<ReturnType<typeof createApp>>,
    readonly database: BenchDatabase,
    readonly close: () => Promise<void>,
  ) {}

  static async open(database: BenchDatabase, clock: Clock, carrier?: Carrier, phones: Parameters<typeof createApp>[0]['phones'] = {}): Promise<Product> {
    const carriers = [carrier ?? new SimulatedCarrier(clock, SYSTEM_SCHEDULER, () => undefined)];
    const { adminUrl, secret } = database;
    const app = await createApp({ adminUrl, secret, poolSize: 10, clock, carriers, records: [], phones, publicUrl: 'http://seatline.bench' });
    const close = toBeEnded(() => app.close());
    await app.init();
    await app.get(SeedCatalogue, { strict: false }).run();
    return new Product(app, database, close);
  }

  get<Part>(token: Token<Part>): Part {
    return this.app.get(token, { strict: false });
  }

  /** Connects the carriers and does what comes: jobs, sweeps, calls. */
  async work(): Promise<void> {
    await this.get(LiveBus).start();
    await this.get(CarrierSessions).start();
    await this.get(Jobs).start();
  }

  /** A tenant whose lease begins today, with everything paid. @returns its id. */
  async leaseSeats(seats: number, startOn: CivilDate): Promise<string> {
    const [tenant] = await this.database.rows<{ id: string }>("insert into tenant (name, created_at) values ('Bench', now()) returning id");
    const tenantId = tenant!.id;
    await this.get(PlaceOrder).run(OPERATOR, tenantId, { planCode: 'standard', seats, months: 12, startOn });
    const [due] = await this.database.rows<{ lease_id: string; minor: string }>('select lease_id, total_minor::text as minor from invoice where tenant_id = $1', [tenantId]);
    const amount = `${due!.minor.slice(0, -2)}.${due!.minor.slice(-2)}`;
    await this.get(BookPayment).run(OPERATOR, tenantId, { leaseId: due!.lease_id, amount, valueOn: null, reference: `bench ${tenantId}`, forOrder: false });
    return tenantId;
  }
}

/** Somebody of the operator. */
export const OPERATOR: Principal = {
  personId: '00000000-0000-7000-8000-000000000001',
  sessionId: '00000000-0000-7000-8000-000000000002',
  displayName: 'Bench',
  locale: 'en',
  tenantId: null,
  memberId: null,
  roles: [],
  operatorRoles: ['operator-admin'],
  permissions: new Set<string>(),
  ip: '127.0.0.1',
};

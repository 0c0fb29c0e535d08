import { randomUUID } from 'node:crypto';
import { type DynamicModule, Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ACD_ENTITIES, AcdModule, AgentDesk, TakeSeat, AcdWork, CALL_CARRIERS, CALL_CREDIT, CALL_FEED, CALL_RECORDS, OUTBOUND_GUARD, OWN_NUMBERS, SEAT_LOGINS, SEAT_PHONES, SEAT_RIGHTS, SERVICE_STATUS,
  type CallCredit, type TenantServiceStatus,
} from '@seatline/acd';
import { accept, refuse, type Clock, type Instant, instant } from '@seatline/kernel';
import { CLOCK, DatabaseModule, Jobs, LiveBus, Outbox, ServerModule, TenantUnitOfWork } from '@seatline/server';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import {
  CallIngest, CallRecords, CarrierRegistry, CarrierSessions, DemoPhones, Numbers, OutboundGuard, SeatLogins, type SimulatedCaller, SimulatedCarrier, SYSTEM_SCHEDULER, TELEPHONY_ENTITIES,
  TelephonyModule, type TelephonySettings,
} from '@seatline/telephony';
import type { Carrier } from '@seatline/telephony-domain';
import pg from 'pg';
import { until } from '../until';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever columns it names
type Row = Record<string, any>;

/** Stands still until a test moves it; the carrier's clock and ours are the same. */
export class StillClock implements Clock {
  private at: Instant = instant('2026-03-02T09:00:00Z');

  now(): Instant {
    return this.at;
  }

  pass(seconds: number): void {
    this.at = (this.at + seconds * 1000) as Instant;
  }
}

/** What tenancy and billing would say, for the test to set. */
export class Standing {
  /** Seats that may not be used, as tenancy would have them. */
  readonly outOfService = new Set<string>();
  status: TenantServiceStatus = { inService: true, closedBecause: null, suspendedLeases: [] };
}

/** What billing would say: without limit, or so many seconds of talk, or no. */
export class Credit implements CallCredit {
  /** Seconds from the answer; 0: refused. */
  seconds: number | null = null;
  readonly asked: { callId: string; seatId: string; number: string }[] = [];
  readonly released: string[] = [];

  async authorise(_tx: unknown, call: { callId: string; seatId: string; number: string }): ReturnType<CallCredit['authorise']> {
    this.asked.push(call);
    return this.seconds === 0 ? refuse('call.no-credit', { limit: 'balance' }) : accept({ talkSeconds: this.seconds, extendBelowSeconds: 30 });
  }

  async extend(): ReturnType<CallCredit['extend']> {
    return { talkSeconds: this.seconds, extendBelowSeconds: 30 };
  }

  async release(_tx: unknown, callId: string): Promise<void> {
    this.released.push(callId);
  }
}

@Global()
@Module({})
class Surroundings {
  static with(clock: Clock): DynamicModule {
    return { module: Surroundings, providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] };
  }
}

@Module({})
class House {}

/** One process of the product, as far as calls need it. */
export class CallProcess {
  private constructor(private readonly app: INestApplicationContext) {}

  static async start(database: TestDatabase, carrier: Carrier, clock: Clock, standing: Standing, phones: TelephonySettings['phones'], credit: CallCredit = new Credit()): Promise<CallProcess> {
    const telephony = TelephonyModule.forRoot({ secret: database.secret, phones }, [carrier]);
    const acd = AcdModule.forRoot({
      imports: [telephony],
      providers: [
        { provide: CALL_CARRIERS, useExisting: CarrierRegistry },
        { provide: CALL_CREDIT, useValue: credit },
        { provide: CALL_RECORDS, useExisting: CallRecords },
        { provide: CALL_FEED, useExisting: CallIngest },
        { provide: OWN_NUMBERS, useExisting: Numbers },
        { provide: OUTBOUND_GUARD, useExisting: OutboundGuard },
        { provide: SEAT_LOGINS, useExisting: SeatLogins },
        { provide: SEAT_PHONES, useExisting: DemoPhones },
        { provide: SERVICE_STATUS, useValue: { within: async () => standing.status } },
        { provide: SEAT_RIGHTS, useValue: { decide: async (_tx: unknown, seatId: string) => (standing.outOfService.has(seatId) ? refuse('seat.suspended') : accept({ seatId, label: 'seat' })), entitledSeats: async () => [] } },
      ],
    });
    const database_ = DatabaseModule.forRoot({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 10 }, [...TELEPHONY_ENTITIES, ...ACD_ENTITIES]);
    const root: DynamicModule = { module: House, imports: [Surroundings.with(clock), database_, ServerModule, telephony, acd] };
    const app = await NestFactory.createApplicationContext(root, { logger: ['error', 'warn'], abortOnError: false });
    await app.get(LiveBus).start();
    await app.get(CarrierSessions).start();
    return new CallProcess(app);
  }

  get<Part>(token: abstract new (...args: never[]) => Part): Part {
    return this.app.get(token);
  }

  /** Every round and every job that is due. */
  async due(): Promise<void> {
    await this.get(Jobs).sweepAndDrain();
    await this.idle();
  }

  async idle(): Promise<void> {
    await this.get(CarrierSessions).idle();
    await this.get(AcdWork).idle();
  }

  /** As if the process had been killed: it hears and does nothing any more. */
  async stop(): Promise<void> {
    await this.app.close();
  }
}

/** A tenant with numbers, seats and agents, in a database of its own, at a simulated carrier. */
export class CallHouse {
  readonly clock = new StillClock();
  readonly standing = new Standing();
  readonly credit = new Credit();
  readonly carrier = new SimulatedCarrier(this.clock, SYSTEM_SCHEDULER, () => undefined);
  readonly tenantId = randomUUID();
  readonly queueId = randomUUID();
  readonly trunkId = randomUUID();
  readonly leaseId = randomUUID();
  readonly number = '+862150001111';
  readonly members: string[] = [];
  readonly seats: string[] = [];
  readonly processes: CallProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly admin: pg.Client,
    private readonly phones: TelephonySettings['phones'],
  ) {}

  static async open(agents: number, phones: TelephonySettings['phones'] = {}): Promise<CallHouse> {
    const database = await createTestDatabase();
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const house = new CallHouse(database, admin, phones);
    house.carrier.world.phonesRegisterThemselves = true;
    house.carrier.world.callee = () => ({ answerAfterMs: 10, hangUpAfterMs: null });
    await house.furnish(agents);
    const process = await house.startProcess();
    await house.provision(process);
    return house;
  }

  get world(): SimulatedCarrier['world'] {
    return this.carrier.world;
  }

  get process(): CallProcess {
    const [first] = this.processes;
    if (!first) throw new Error('no process runs');
    return first;
  }

  async startProcess(): Promise<CallProcess> {
    const process = await CallProcess.start(this.database, this.carrier, this.clock, this.standing, this.phones, this.credit);
    this.processes.push(process);
    return process;
  }

  async stopProcess(process: CallProcess): Promise<void> {
    this.processes.splice(this.processes.indexOf(process), 1);
    await process.stop();
    this.carrier.reconnect(); // the others, if any, stay connected
  }

  async atWork(index: number, state: 'ready' | 'busy' = 'ready'): Promise<void> {
    await this.process.get(TakeSeat).run(this.tenantId, this.members[index] ?? '', this.seats[index] ?? '');
    await this.process.get(AgentDesk).setState(this.tenantId, this.members[index] ?? '', state, null);
  }

  callIn(more: { from?: string; to?: string } = {}): SimulatedCaller {
    const caller = this.world.callIn({ trunkId: this.trunkId, from: '+8613800138000', to: this.number, ...more });
    if (!caller) throw new Error('the trunk is not provisioned');
    return caller;
  }

  dial(index: number, number: string): SimulatedCaller {
    const phone = this.world.dialFrom(this.seats[index] ?? '', number);
    if (!phone) throw new Error('the phone is not registered');
    return phone;
  }

  /** The agent answers as soon as the phone rings. */
  async pickUp(index: number): Promise<void> {
    await until(`the phone of agent ${index}`, () => this.world.answer(this.seats[index] ?? ''), (answered) => answered);
  }

  // Rows as a test reads them: it names what it expects.
  async agent(index: number): Promise<Row> {
    return (await this.rows('select * from agent where member_id = $1', [this.members[index]]))[0] ?? {};
  }

  agentIs(index: number, state: string): Promise<Row> {
    return until(`agent ${index} is ${state}`, () => this.agent(index), (agent) => agent['state'] === state);
  }

  calls(): Promise<Row[]> {
    return this.rows('select * from routed_call order by state_since, id');
  }

  /** The records, a carrier's leg before a seat's. */
  records(): Promise<Row[]> {
    return this.rows('select * from cdr order by carrier_leg desc, recorded_at');
  }

  /** Waits for so many records; only where no further one can come. */
  recordsAre(count: number): Promise<Row[]> {
    return until(`${count} records`, () => this.records(), (rows) => rows.length === count);
  }

  async close(): Promise<void> {
    for (const process of this.processes) await process.stop();
    await this.admin.end();
    await this.database.drop();
  }

  async rows(query: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(query, values)).rows;
  }

  private async furnish(agents: number): Promise<void> {
    const { tenantId, leaseId, queueId, trunkId, number } = this;
    const now = new Date(this.clock.now());
    await this.admin.query("insert into tenant (id, name, created_at) values ($1, 'Acme', $2)", [tenantId, now]);
    await this.admin.query(
      `insert into lease (tenant_id, id, number, plan_code, zone, currency, contract, start_on, end_on, status, created_at)
       values ($1, $2, $3, 'standard', 'Asia/Shanghai', 'CNY', '{}', '2026-03-01', '2027-03-01', 'in-service', $4)`,
      [tenantId, leaseId, `SL-${leaseId}`, now],
    );
    await this.admin.query("insert into queue (tenant_id, id, name, wrap_up_seconds, created_at) values ($1, $2, 'Sales', 0, $3)", [tenantId, queueId, now]);
    for (let index = 0; index < agents; index += 1) await this.addAgent(index, now);
    await this.admin.query(
      `insert into trunk (tenant_id, id, carrier, name, host, port, match_addresses, created_at) values ($1, $2, 'simulated', 'Line', '192.0.2.1', 5060, '{192.0.2.1}', $3)`,
      [tenantId, trunkId, now],
    );
    const { rows } = await this.admin.query("insert into number_stock (e164, carrier, country, created_at) values ($1, 'simulated', 'CN', $2) returning id", [number, now]);
    await this.admin.query(
      `insert into did (tenant_id, id, stock_id, e164, carrier, country, queue_id, rented_at) values ($1, $2, $3, $4, 'simulated', 'CN', $5, $6)`,
      [tenantId, randomUUID(), rows[0].id, number, queueId, now],
    );
  }

  private async addAgent(index: number, now: Date): Promise<void> {
    const [memberId, seatId, personId] = [randomUUID(), randomUUID(), randomUUID()];
    this.members.push(memberId);
    this.seats.push(seatId);
    await this.admin.query('insert into person (id, email, display_name, created_at) values ($1, $2, $3, $4)', [personId, `${personId}@test`, `Agent ${index}`, now]);
    await this.admin.query("insert into member (tenant_id, id, person_id, display_name, roles, created_at) values ($1, $2, $3, $4, '{agent}', $5)", [
      this.tenantId, memberId, personId, `Agent ${index}`, now,
    ]);
    await this.admin.query("insert into seat (tenant_id, id, lease_id, number, label, state, created_at) values ($1, $2, $3, $4, $5, 'active', $6)", [
      this.tenantId, seatId, this.leaseId, index + 1, `Seat ${index + 1}`, now,
    ]);
    await this.admin.query('insert into queue_member (tenant_id, queue_id, member_id) values ($1, $2, $3)', [this.tenantId, this.queueId, memberId]);
  }

  async want(process: CallProcess, seatId: string, service: 'full' | 'emergency-only' | 'none'): Promise<void> {
    if (service === 'full') this.standing.outOfService.delete(seatId);
    else this.standing.outOfService.add(seatId);
    await process.get(TenantUnitOfWork).run(this.tenantId, (tx) => process.get(Outbox).publish(tx, { topic: 'tenancy.seat-service-wanted', payload: { seatId, service } }));
  }

  private async provision(process: CallProcess): Promise<void> {
    for (const seatId of this.seats) await this.want(process, seatId, 'full');
    await process.due();
  }
}

export { until };

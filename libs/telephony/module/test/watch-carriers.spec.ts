import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Clock, type Instant, instant } from '@seatline/kernel';
import { CLOCK, DatabaseModule, ServerModule } from '@seatline/server';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { CarrierFailure } from '@seatline/telephony-domain';
import pg from 'pg';
import { CarrierRegistry } from '../src/registry/carrier-registry';
import { CARRIERS } from '../src/settings';
import { CarrierOuts } from '../src/watch/carrier-outs';
import { WatchCarriers } from '../src/watch/watch-carriers';

class StoryClock implements Clock {
  private at = instant('2026-03-10T08:00:00Z');

  now(): Instant {
    return this.at;
  }

  pass(seconds: number): void {
    this.at = (this.at + seconds * 1000) as Instant;
  }
}

@Module({})
class Clockwork {
  static forRoot(clock: Clock): DynamicModule {
    return { module: Clockwork, global: true, providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] };
  }
}

/** A line that answers a ping as it is told. */
class Line {
  readonly name = 'simulated' as const;
  failure: Error | null = null;
  asked = 0;
  /** What happens while the answer is on its way. */
  meanwhile: () => Promise<void> = async () => undefined;

  async ping(): Promise<void> {
    this.asked += 1;
    const { failure } = this;
    await this.meanwhile();
    if (failure) throw failure;
  }
}

const OUT = new CarrierFailure('unreachable', 'nobody there');
const clock = new StoryClock();
const line = new Line();
let database: TestDatabase;
let admin: pg.Client;
let apps: INestApplicationContext[];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const process = () => NestFactory.createApplicationContext({
    module: class TestRoot {},
    imports: [Clockwork.forRoot(clock), DatabaseModule.forRoot({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 2 }, []), ServerModule],
    providers: [{ provide: CARRIERS, useValue: [line, { name: 'asterisk', ping: () => Promise.reject(new Error('it has no seats, and must not be asked')) }] }, CarrierRegistry, WatchCarriers, CarrierOuts],
  }, { logger: ['error'], abortOnError: false });
  apps = [await process(), await process()];
  const { rows } = await admin.query<{ id: string }>("insert into tenant (name, created_at) values ('T', now()) returning id");
  const seatId = randomUUID();
  await admin.query('alter table seat_endpoint drop constraint seat_endpoint_tenant_id_seat_id_fkey');
  await admin.query(
    "insert into seat_endpoint (tenant_id, seat_id, carrier, service, applied_service, sip_username, ha1) values ($1, $2, 'simulated', 'full', 'full', 'seat-1', repeat('0', 32))", [rows[0]!.id, seatId]);
});
afterEach(async () => {
  line.failure = null;
  line.meanwhile = async () => undefined;
  clock.pass(3600);
  await round();
  await admin.query('alter table carrier_out disable trigger final');
  await admin.query('delete from carrier_out');
  await admin.query('alter table carrier_out enable trigger final');
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await admin.end();
  await database.drop();
});

const round = (process = 0): Promise<void> => apps[process]!.get(WatchCarriers).round();

async function rounds(count: number, failure: Error | null, processes: readonly number[] = [0]): Promise<void> {
  line.failure = failure;
  for (let done = 0; done < count; done += 1) {
    clock.pass(15);
    await Promise.all(processes.map((process) => round(process)));
  }
}

const at = (secondsAgo: number): number => clock.now() - secondsAgo * 1000;

async function outs(): Promise<[number, number | null, string][]> {
  return (await apps[0]!.get(CarrierOuts).list(null, 10)).map(({ fromAt, untilAt, cause }) => [fromAt, untilAt, cause]);
}

describe('carriers with seats', () => {
  it('are out from the first of three failed probes to the first that is answered, and only changes are kept', async () => {
    await rounds(2, null);
    await rounds(2, OUT);
    expect(await outs()).toEqual([]);
    await rounds(4, OUT);
    expect(await outs()).toEqual([[at(5 * 15), null, 'unreachable']]);
    expect((await apps[0]!.get(CarrierOuts).carriers())).toMatchObject([{ carrier: 'simulated', failedProbes: 6, outSince: at(5 * 15) }]);
    await rounds(2, null);
    expect(await outs()).toEqual([[at(7 * 15), at(15), 'unreachable']]);
    expect((await admin.query('select count(*)::int as n from carrier_watch')).rows).toEqual([{ n: 1 }]);
  });

  it('are probed by one process at a time, four times a minute however often they ask', async () => {
    line.asked = 0;
    await rounds(4, OUT, [0, 1]);
    for (let again = 0; again < 5; again += 1) await Promise.all([round(0), round(1)]);
    expect(line.asked).toBe(4);
    expect(await outs()).toEqual([[at(45), null, 'unreachable']]);
  });

  it('are probed by another process when one dies with the claim in its hands', async () => {
    await rounds(1, null);
    clock.pass(15);
    await admin.query("update carrier_watch set claimed_until = $1", [new Date(clock.now() + 10_000)]);
    line.asked = 0;
    await round(1);
    expect(line.asked).toBe(0);
    clock.pass(10);
    await round(1);
    expect(line.asked).toBe(1);
  });

  it('whose answer comes after another process has asked anew are judged by the newer answer', async () => {
    await rounds(1, null);
    line.failure = OUT;
    clock.pass(15);
    line.meanwhile = async () => {
      line.meanwhile = async () => undefined;
      line.failure = null;
      clock.pass(16); // the claim has run out
      await round(1);
    };
    await round(0);
    expect((await apps[0]!.get(CarrierOuts).carriers())[0]).toMatchObject({ lastProbedAt: clock.now(), failedProbes: 0 });
  });

  it('are unknown while nobody probes: a time left open ends with the last failed probe, or goes on if the carrier is out still', async () => {
    await rounds(1, null);
    await rounds(4, OUT);
    clock.pass(3600);
    await rounds(1, OUT);
    expect(await outs()).toEqual([[at(3600 + 4 * 15), null, 'unreachable']]);
    clock.pass(7200);
    await rounds(1, null);
    expect(await outs()).toEqual([[at(7200 + 15 + 3600 + 4 * 15), at(7200 + 15), 'unreachable']]);
  });

  it('are not out for a fault of our own', async () => {
    await rounds(6, new TypeError('undefined is not a carrier'));
    expect(await outs()).toEqual([]);
    await rounds(3, new CarrierFailure('unavailable', 'starting'));
    expect(await outs()).toEqual([[at(30), null, 'unavailable']]);
  });

  it('whatever anybody writes: a time ends once, is taken up once it is over, and no two overlap', async () => {
    await rounds(3, OUT);
    await expect(admin.query('update carrier_out set taken_up_at = now()')).rejects.toThrow('carrier_out_over_before_taken_up');
    expect(await apps[0]!.get(CarrierOuts).toTakeUp()).toEqual([]);
    await rounds(1, null);
    await expect(admin.query("update carrier_out set until_at = until_at + interval '1 hour'")).rejects.toThrow('ends once');
    await expect(admin.query('delete from carrier_out')).rejects.toThrow('ends once');
    await expect(admin.query("insert into carrier_out (carrier, from_at, cause) select carrier, from_at + interval '1 second', cause from carrier_out")).rejects.toThrow('carrier_out_once');
    const [out] = await apps[0]!.get(CarrierOuts).toTakeUp();
    expect(out).toMatchObject({ carrier: 'simulated', startAt: at(45), endAt: at(0), cause: 'unreachable' });
    await Promise.all(apps.map((app) => app.get(CarrierOuts).takenUp(out!.id)));
    expect(await apps[0]!.get(CarrierOuts).toTakeUp()).toEqual([]);
  });
});

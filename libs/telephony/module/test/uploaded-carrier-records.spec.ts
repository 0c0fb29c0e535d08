import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { civilDate, type Zone, zone } from '@seatline/kernel';
import { CLOCK, DatabaseModule, Problem, type Principal, ServerModule } from '@seatline/server';
import { createTestDatabase } from '@seatline/server/testing';
import pg from 'pg';
import { UploadedCarrierRecords } from '../src/persistence/uploaded-carrier-records';
import { CARRIER_UPLOADS } from '../src/ports/carrier-records';
import { EnterCarrierRecords } from '../src/use-cases/enter-carrier-records';
import { at, type CarriedCall, describeCarrierRecords, type RecordsRig } from './carrier-records.contract';

const SHANGHAI: Zone = zone('Asia/Shanghai');
const OPERATOR: Principal = {
  personId: randomUUID(), sessionId: randomUUID(), displayName: 'Olga', locale: 'en', tenantId: null, memberId: null, roles: [], operatorRoles: ['operator-admin'], permissions: new Set<string>(),
  ip: '127.0.0.1',
};

@Module({})
class Clockwork {
  static forRoot(): DynamicModule {
    return { module: Clockwork, global: true, providers: [{ provide: CLOCK, useValue: { now: () => at(600) } }], exports: [CLOCK] };
  }
}

/** The upload on a database of its own: what it needs of the product, and nothing else. */
async function house() {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const root = {
    module: class TestRoot {},
    imports: [Clockwork.forRoot(), DatabaseModule.forRoot({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 2 }, []), ServerModule],
    providers: [UploadedCarrierRecords, { provide: CARRIER_UPLOADS, useExisting: UploadedCarrierRecords }, EnterCarrierRecords],
  };
  const app: INestApplicationContext = await NestFactory.createApplicationContext(root, { logger: ['error'], abortOnError: false });
  const tenant = async (): Promise<string> => (await admin.query("insert into tenant (name, created_at) values ('T', now()) returning id")).rows[0].id;
  const trunk = async (tenantId: string): Promise<{ tenantId: string; id: string; account: null }> => {
    const id = randomUUID();
    await admin.query(`insert into trunk (tenant_id, id, carrier, name, host, port, match_addresses, created_at) values ($1, $2, 'asterisk', 'Line', 'carrier.example', 5060, '{}', now())`, [tenantId, id]);
    return { tenantId, id, account: null };
  };
  const stop = async (): Promise<void> => {
    await app.close();
    await admin.end();
    await database.drop();
  };
  return { app, admin, tenant, trunk, stop };
}

const local = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

describeCarrierRecords('a file that the operator uploads', async (): Promise<RecordsRig> => {
  const { app, tenant, trunk, stop } = await house();
  const tenantId = await tenant();
  const [own, other] = [await trunk(tenantId), await trunk(tenantId)];
  const price = (call: CarriedCall): bigint => (call.direction === 'inbound' ? 0n : 40_500n);
  const line = (call: CarriedCall): string => {
    const [from, to] = call.direction === 'inbound' ? [call.otherNumber, call.ourNumber] : [call.ourNumber, call.otherNumber];
    return [call.direction, from, to, local(call.answeredAt), call.seconds, call.direction === 'inbound' ? '0' : '0.0405', 'CNY'].join(',');
  };
  return {
    records: app.get(UploadedCarrierRecords), trunk: own, otherTrunk: other, cutOff: null, keeps: { dialledNumber: true, legId: false }, priceOf: (call) => ({ micros: price(call), currency: 'CNY' }),
    async carry(calls) {
      for (const target of [own, other]) {
        const csv = ['direction,from,to,answered_at,seconds,price,currency', ...calls.filter((call) => call.trunk.id === target.id).map(line)].join('\n');
        await app.get(EnterCarrierRecords).upload(OPERATOR, target, { fileName: 'march.csv', csv, format: 'plain', zone: SHANGHAI, fromOn: civilDate('2026-03-05'), throughOn: civilDate('2026-03-05') });
      }
    },
    close: stop,
  };
});

describe('a carrier’s file', () => {
  let stage: Awaited<ReturnType<typeof house>>;
  let tenantId: string;
  beforeAll(async () => {
    stage = await house();
    tenantId = await stage.tenant();
  });
  afterAll(() => stage.stop());
  const terms = { fileName: 'f.csv', format: 'plain', zone: SHANGHAI, fromOn: civilDate('2026-03-05'), throughOn: civilDate('2026-03-05') } as const;
  const upload = (trunk: { tenantId: string; id: string }, csv: string, over: Partial<Parameters<EnterCarrierRecords['upload']>[2]> = {}) =>
    stage.app.get(EnterCarrierRecords).upload(OPERATOR, trunk, { ...terms, csv, ...over });
  const list = (trunk: { tenantId: string; id: string; account: null }, fromMinute = -720, toMinute = 720) =>
    stage.app.get(UploadedCarrierRecords).list(trunk, { fromAt: at(fromMinute), toAt: at(toMinute) });
  const refusal = async (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Problem ? { code: error.code, facts: JSON.stringify(error.facts) } : Promise.reject(error)));
  const HEADER = 'record_id,direction,from,to,answered_at,seconds,price,currency,sequence';

  it('is one upload, however often it comes; a later one corrects a record, and holes in its numbers are told', async () => {
    const trunk = await stage.trunk(tenantId);
    const first = `${HEADER}\n1,outbound,1,2,2026-03-05 12:00:00,30,,,1\n3,outbound,1,2,2026-03-05 12:10:00,30,,,4\n`;
    expect(await upload(trunk, first)).toEqual({ records: 2, repeated: false });
    expect(await upload(trunk, first)).toEqual({ records: 2, repeated: true });
    await upload(trunk, `${HEADER}\n3,outbound,1,2,2026-03-05T12:10:00+08:00,45,0.1,USD,4\n`);
    const { calls, holes } = await list(trunk);
    expect(calls.map(({ recordId, seconds, price }) => [recordId, seconds, price])).toEqual([['1', 30, null], ['3', 45, { micros: 100_000n, currency: 'USD' }]]);
    expect(holes).toEqual([{ from: 2, to: 3 }]);
  });

  it('covers the days that it is said to, and no others', async () => {
    const trunk = await stage.trunk(tenantId);
    expect((await list(trunk)).known).toBeNull();
    await upload(trunk, `${HEADER}\n`);
    expect((await list(trunk, -1440, 1440)).known).toEqual({ fromAt: at(-720), toAt: at(720) });
  });

  it('of Asterisk has no header and no direction: what was dialled there and is ours came in', async () => {
    const trunk = await stage.trunk(tenantId);
    const { rows } = await stage.admin.query("insert into number_stock (e164, carrier, country, created_at) values ('+862150001111', 'asterisk', 'CN', now()) returning id");
    await stage.admin.query("insert into did (tenant_id, stock_id, e164, carrier, country, rented_at) values ($1, $2, '+862150001111', 'asterisk', 'CN', now())", [tenantId, rows[0].id]);
    const row = (src: string, dst: string, answer: string, billsec: number, disposition: string, id: string): string =>
      `"","${src}","${dst}","from-trunk","""X"" <${src}>","PJSIP/a-1","PJSIP/b-2","Dial","x","2026-03-05 12:00:00","${answer}","2026-03-05 12:02:00",120,${billsec},"${disposition}","DOCUMENTATION","${id}",""`;
    const csv = [
      row('13900002222', '02150001111', '2026-03-05 12:00:05', 61, 'ANSWERED', '1.1'), row('02150001111', '01087654321', '2026-03-05 12:10:05', 30, 'ANSWERED', '1.2'),
      row('02150001111', '01087654321', '', 0, 'NO ANSWER', '1.3'),
    ].join('\n');
    await upload(trunk, csv, { format: 'asterisk-cdr' });
    expect((await list(trunk)).calls.map(({ recordId, direction, seconds }) => [recordId, direction, seconds])).toEqual([['1.1', 'inbound', 61], ['1.2', 'outbound', 30]]);
  });

  it.each<[string, string, Partial<Parameters<EnterCarrierRecords['upload']>[2]>, RegExp]>([
    ['no header', 'a,b\n', {}, /header lacks direction/],
    ['a day that is not named', `${HEADER}\n1,outbound,1,2,2026-03-06 00:00:00,30,,,\n`, {}, /record 1 lies outside/],
    ['a record twice', `${HEADER}\n1,outbound,1,2,2026-03-05 12:00:00,30,,,\n1,outbound,1,2,2026-03-05 12:00:00,30,,,\n`, {}, /line 3: the record 1 stands in the file twice/],
    ['a price without a currency', `${HEADER}\n1,outbound,1,2,2026-03-05 12:00:00,30,0.1,,\n`, {}, /line 2: a price needs its currency/],
    ['nonsense', `${HEADER}\n1,sideways,1,2,2026-03-05 12:00:00,30,,,\n2,outbound,1,2,soon,30,,,\n3,outbound,1,2,2026-03-05 12:00:00,-1,,,\n`, {}, /line 2: direction.*line 3: answered_at.*line 4: seconds/],
    ['broken quotes', `${HEADER}\n"1,outbound\n`, {}, /[Qq]uote/],
    ['another format', `${HEADER}\n1,outbound\n`, { format: 'asterisk-cdr' }, /line 1: has 9 columns/],
  ])('with %s is refused whole', async (_, csv, over, faults) => {
    const trunk = await stage.trunk(tenantId);
    const refused = await refusal(upload(trunk, csv, over));
    expect(refused).toEqual({ code: 'carrier-records.bad-file', facts: expect.stringMatching(faults) });
    expect((await list(trunk)).known).toBeNull();
  });

  it('is nobody else’s: another tenant has no such trunk, and sees no record', async () => {
    const trunk = await stage.trunk(tenantId);
    await upload(trunk, `${HEADER}\n1,outbound,1,2,2026-03-05 12:00:00,30,,,\n`);
    const stranger = { ...trunk, tenantId: await stage.tenant() };
    expect(await refusal(upload(stranger, `${HEADER}\n`))).toMatchObject({ code: 'not-found' });
    expect((await list(stranger)).calls).toEqual([]);
  });
});

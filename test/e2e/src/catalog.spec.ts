import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import pg from 'pg';
import { catalogFaults } from './catalog-rules';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

describe('a row’s tenancy is a property of the schema', () => {
  it('holds for every table, key, view and role of the product', async () => {
    expect(await catalogFaults(admin)).toEqual([]);
  });

  it.each([
    ['a table without a policy', 'create table planted (tenant_id uuid not null, id uuid, primary key (tenant_id, id))', /planted: row-level security is off/],
    ['a table without a tenant', 'create table planted (id uuid primary key)', /planted: no tenant_id/],
    ['row-level security that the owner escapes', "create table planted (tenant_id uuid not null, id uuid, primary key (tenant_id, id)); call protect_tenant_table('planted', 'aggregate'); alter table planted no force row level security", /planted: row-level security is not forced/],
    ['a second policy that lets all rows through', "create table planted (tenant_id uuid not null, id uuid, primary key (tenant_id, id)); call protect_tenant_table('planted', 'aggregate'); create policy wide on planted using (true)", /planted: policy wide is wider/],
    ['a key that tells one tenant of another', "create table planted (tenant_id uuid not null, id uuid, email text unique, primary key (tenant_id, id)); call protect_tenant_table('planted', 'aggregate')", /planted_email_key on planted does not begin with tenant_id/],
    ['a reference that can point into another tenant', "alter table seat add constraint seat_planted unique (tenant_id, id, lease_id); create table planted (tenant_id uuid not null, id uuid, member_id uuid, primary key (tenant_id, id)); alter table member add constraint member_planted unique (id); alter table planted add constraint planted_member foreign key (member_id) references member (id)", /planted_member of planted leaves tenant_id out/],
    ['a view with its owner’s rights', 'create view planted as select * from seat', /view planted is not security_invoker/],
    ['a materialized view', 'create materialized view planted as select * from seat', /materialized view planted/],
    ['TRUNCATE', 'grant truncate on seat to seatline_app', /seat: seatline_app may TRUNCATE/],
    ['a role that is the owner’s member', 'grant seatline_owner to seatline_app', /seatline_app can step around/],
  ])('catches %s', async (_what, planted, fault) => {
    await admin.query('begin');
    try {
      await admin.query(planted);
      expect((await catalogFaults(admin)).some((each) => fault.test(each))).toBe(true);
    } finally {
      await admin.query('rollback');
    }
  });
});

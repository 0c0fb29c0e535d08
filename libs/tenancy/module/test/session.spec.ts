import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AddMember, AddOperator, CreateTenant } from '../src';
import { Browser, type Harness, startHarness } from './harness';

const PASSWORD = 'correct horse battery';
const ADMIN = 'wang@haoda.example';
const OPERATOR = 'zhao@operator.example';

let harness: Harness;
let tenantId: string;
let otherTenantId: string;
let browser: Browser;

async function newTenant(name: string): Promise<string> {
  const created = await harness.get(CreateTenant).run('system', { name, zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail: `first@${name.toLowerCase()}.example` });
  if (!created.ok) throw new Error(created.refusal.code);
  return created.value.id;
}

beforeAll(async () => {
  harness = await startHarness();
  tenantId = await newTenant('Haoda');
  otherTenantId = await newTenant('Other');
  const person = { displayName: '王芳', password: PASSWORD, locale: 'zh-CN' as const };
  await harness.get(AddMember).run(tenantId, { ...person, email: ADMIN, roles: ['tenant-admin'] });
  await harness.get(AddMember).run(tenantId, { ...person, email: 'li@haoda.example', roles: ['agent'] });
  await harness.get(AddOperator).run({ ...person, email: OPERATOR, roles: ['operator-admin'] });
  await harness.get(AddMember).run(tenantId, { ...person, email: OPERATOR, roles: ['agent'] });
});
afterAll(() => harness.close());
beforeEach(() => {
  browser = new Browser(harness);
});

describe('signing in', () => {
  it('gives a session in the member’s tenant, in cookies that scripts cannot read', async () => {
    const answer = await browser.signIn('  Wang@HAODA.example', PASSWORD);
    expect(answer).toMatchObject({
      status: 200,
      body: { person: { email: ADMIN, locale: 'zh-CN' }, tenant: { id: tenantId, name: 'Haoda', currency: 'CNY' }, member: { roles: ['tenant-admin'] }, operatorRoles: [], tenants: [{ id: tenantId }] },
    });
    expect(answer.body.permissions).toContain('members:manage');
    const [access = '', refresh = ''] = browser.setCookies;
    expect(access).toMatch(/^seatline_access=.*; Path=\/v1; HttpOnly; Secure; SameSite=Lax$/);
    expect(refresh).toMatch(/^seatline_refresh=.*; Path=\/v1\/session\/refresh; HttpOnly; Secure; SameSite=Strict$/);
    expect((await browser.send('get', '/v1/session')).status).toBe(200);
  });

  it('says the same for a wrong password and for nobody', async () => {
    const wrong = await browser.signIn('li@haoda.example', 'wrong password');
    const nobody = await browser.signIn('nobody@haoda.example', PASSWORD);
    expect([wrong.status, wrong.body]).toEqual([nobody.status, nobody.body]);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign-in.refused' } });
    await browser.signIn('li@haoda.example', PASSWORD);
  });

  it.each([[{}], [{ email: ADMIN }], [{ email: { $ne: 1 }, password: PASSWORD }], [{ email: [ADMIN], password: [PASSWORD] }], [{ email: 'a\u0000@b.example', password: 'x\u0000y' }]])('refuses the body %j', async (body) => {
    expect((await browser.send('post', '/v1/session', body)).status).toBe(401);
  });

  it.each(['wang.locked@haoda.example', 'unknown.locked@haoda.example'])('locks %s after five failures for 15 minutes, the right password included', async (email) => {
    if (email.startsWith('wang')) await harness.get(AddMember).run(tenantId, { email, displayName: 'W', password: PASSWORD, locale: 'en', roles: ['agent'] });
    for (let count = 0; count < 5; count += 1) expect((await browser.signIn(email, 'wrong password')).body.code).toBe('sign-in.refused');
    expect(await browser.signIn(email, PASSWORD)).toEqual({ status: 429, body: { code: 'sign-in.locked', facts: { minutes: 15 } } });
    harness.clock.pass(15 * 60);
    expect((await browser.signIn(email, PASSWORD)).status).toBe(email.startsWith('wang') ? 200 : 401);
  });

  it('counts attempts that arrive together one by one', async () => {
    const email = 'together@haoda.example';
    await harness.get(AddMember).run(tenantId, { email, displayName: 'T', password: PASSWORD, locale: 'en', roles: ['agent'] });
    const answers = await Promise.all(Array.from({ length: 12 }, () => new Browser(harness).signIn(email, 'wrong password')));
    expect(answers.filter((answer) => answer.body.code === 'sign-in.refused')).toHaveLength(5);
    expect(answers.filter((answer) => answer.body.code === 'sign-in.locked')).toHaveLength(7);
  });
});

describe('who may go where', () => {
  it('keeps an operator outside of tenants, without a tenant’s rights, until they choose one; then without an operator’s', async () => {
    const session = await browser.signIn(OPERATOR, PASSWORD);
    expect(session.body).toMatchObject({ tenant: null, member: null, operatorRoles: ['operator-admin'] });
    expect((await browser.send('get', '/v1/tried/operator')).status).toBe(200);
    expect((await browser.send('get', '/v1/tried/seats')).body.code).toBe('tenant-required');
    const switched = await browser.send('put', '/v1/session/tenant', { tenantId });
    expect(switched.body).toMatchObject({ tenant: { id: tenantId }, permissions: ['agent:work'], operatorRoles: ['operator-admin'] });
    expect((await browser.send('get', '/v1/tried/operator')).body.code).toBe('forbidden');
    expect((await browser.send('put', '/v1/session/tenant', { tenantId: null })).body.permissions).toContain('operator:leases');
  });

  it('treats a tenant that is not one’s own like none', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    for (const id of [otherTenantId, '019a0000-0000-7000-8000-000000000000']) {
      expect(await browser.send('put', '/v1/session/tenant', { tenantId: id })).toEqual({ status: 404, body: { code: 'not-found', facts: { kind: 'tenant' } } });
    }
  });

  it.each([
    ['nobody', null, 401],
    ['an agent', 'li@haoda.example', 403],
    ['an admin', ADMIN, 200],
  ])('%s on a route for seats:read', async (_, email, status) => {
    if (email) await browser.signIn(email, PASSWORD);
    expect((await browser.send('get', '/v1/tried/seats')).status).toBe(status);
  });

  it('closes a route that does not say who may use it', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    expect((await browser.send('get', '/v1/tried/unmarked')).status).toBe(403);
  });

  it('takes a tenant away at once when the member is disabled or the tenant closed', async () => {
    await browser.signIn('li@haoda.example', PASSWORD);
    await harness.admin.query("update member set status = 'disabled' where email = 'li@haoda.example'");
    expect((await browser.send('get', '/v1/session')).body).toMatchObject({ tenant: null, member: null, permissions: [] });
    await harness.admin.query("update member set status = 'active' where email = 'li@haoda.example'");
    expect((await browser.send('get', '/v1/session')).body.tenant).toMatchObject({ id: tenantId });
    await harness.admin.query("update tenant set status = 'closed' where id = $1", [tenantId]);
    expect((await browser.send('get', '/v1/session')).body).toMatchObject({ tenant: null, tenants: [], permissions: [] });
    await harness.admin.query("update tenant set status = 'open' where id = $1", [tenantId]);
  });

  it('remembers the language', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    expect((await browser.send('patch', '/v1/session', { locale: 'en' })).body.person.locale).toBe('en');
    expect((await browser.send('patch', '/v1/session', { locale: 'fr' })).status).toBe(400);
  });
});

describe('requests from elsewhere', () => {
  it.each([
    ['without the token', (b: Browser) => void (b.csrfToken = null), 'csrf.bad-token'],
    ['with another session’s token', (b: Browser) => void (b.csrfToken = 'x'.repeat(43)), 'csrf.bad-token'],
    ['from another site with the token', (b: Browser) => void (b.origin = 'https://evil.example'), 'csrf.foreign-origin'],
    ['from a sandboxed frame', (b: Browser) => void (b.origin = 'null'), 'csrf.foreign-origin'],
  ])('%s change nothing', async (_, tamper, code) => {
    await browser.signIn(ADMIN, PASSWORD);
    tamper(browser);
    expect(await browser.send('delete', '/v1/session')).toMatchObject({ status: 403, body: { code } });
    expect((await browser.send('get', '/v1/session')).status).toBe(200);
  });

  it('cannot sign a visitor in either', async () => {
    browser.origin = 'https://evil.example';
    expect((await browser.signIn(ADMIN, PASSWORD)).body.code).toBe('csrf.foreign-origin');
  });

  it('lets a client that is no browser act with the token', async () => {
    browser.origin = null;
    await browser.signIn(ADMIN, PASSWORD);
    expect((await browser.send('delete', '/v1/session')).status).toBe(204);
  });
});

describe('a session’s life', () => {
  const cookieOf = (name: string) => browser.cookies.get(name) ?? { value: '', path: '/' };

  it('needs its access token renewed after ten minutes', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    harness.clock.pass(600);
    expect((await browser.send('get', '/v1/session')).status).toBe(401);
    expect((await browser.send('post', '/v1/session/refresh')).status).toBe(200);
    expect((await browser.send('get', '/v1/session')).status).toBe(200);
  });

  it('answers two tabs that refresh in the same moment, and gives one new refresh token', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    const old = cookieOf('seatline_refresh');
    const tabs = [new Browser(harness), new Browser(harness)];
    for (const tab of tabs) tab.cookies.set('seatline_refresh', old);
    expect((await Promise.all(tabs.map((tab) => tab.send('post', '/v1/session/refresh')))).map((answer) => answer.status)).toEqual([200, 200]);
    expect(tabs.map((tab) => tab.setCookies.length).sort()).toEqual([1, 2]);
  });

  it('ends when an old refresh token comes back, for the thief and for the owner', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    const stolen = cookieOf('seatline_refresh');
    harness.clock.pass(300);
    expect((await browser.send('post', '/v1/session/refresh')).status).toBe(200);
    harness.clock.pass(11);
    const thief = new Browser(harness);
    thief.cookies.set('seatline_refresh', stolen);
    expect(await thief.send('post', '/v1/session/refresh')).toMatchObject({ status: 401, body: { code: 'session.reused' } });
    expect((await browser.send('get', '/v1/session')).status).toBe(401);
    expect((await browser.send('post', '/v1/session/refresh')).body.code).toBe('not-signed-in');
    const { rows } = await harness.admin.query("select count(*)::int as n from platform_audit_entry where action = 'session.reused'");
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is not ended by a forged refresh token', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    const [id] = cookieOf('seatline_refresh').value.split('.');
    const forger = new Browser(harness);
    forger.cookies.set('seatline_refresh', { value: `${id}.${'A'.repeat(43)}.${'A'.repeat(43)}`, path: '/' });
    expect((await forger.send('post', '/v1/session/refresh')).body.code).toBe('not-signed-in');
    expect((await browser.send('get', '/v1/session')).status).toBe(200);
  });

  it('ends with signing out, and everywhere at once with signing out everywhere', async () => {
    const [home, office] = [new Browser(harness), new Browser(harness)];
    for (const each of [home, office, browser]) await each.signIn(ADMIN, PASSWORD);
    const kept = new Map(home.cookies);
    expect((await home.send('delete', '/v1/session')).status).toBe(204);
    expect(home.cookies.size).toBe(0);
    for (const [name, cookie] of kept) home.cookies.set(name, cookie);
    expect((await home.send('get', '/v1/session')).status).toBe(401);
    expect((await office.send('get', '/v1/session')).status).toBe(200);
    expect((await browser.send('delete', '/v1/sessions')).status).toBe(204);
    for (const each of [office, browser]) expect((await each.send('get', '/v1/session')).status).toBe(401);
    expect((await office.send('post', '/v1/session/refresh')).status).toBe(401);
  });

  it('is not made of somebody else’s tokens', async () => {
    await browser.signIn(ADMIN, PASSWORD);
    const [header = '', , signature = ''] = cookieOf('seatline_access').value.split('.');
    const claims = { iss: 'seatline', sub: 'x', sid: 'y', exp: 9_999_999_999 };
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const head of [header, none]) {
      browser.cookies.set('seatline_access', { value: `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${head === none ? '' : signature}`, path: '/' });
      expect((await browser.send('get', '/v1/session')).status).toBe(401);
    }
  });
});

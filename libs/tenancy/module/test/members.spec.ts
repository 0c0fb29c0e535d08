import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddMember, AddOperator, CreateTenant } from '../src';
import { type Answer, Browser, type Harness, PUBLIC_URL, startHarness } from './harness';

const PASSWORD = 'correct horse battery';
const FOREIGN = '019a0000-0000-7000-8000-000000000000';

let harness: Harness;
let tenantId: string;
let adminId: string;
let admin: Browser;

async function signedIn(email: string): Promise<Browser> {
  const browser = new Browser(harness);
  const answer = await browser.signIn(email, PASSWORD);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer));
  return browser;
}

const tokenOf = (link: string): string => link.slice(`${PUBLIC_URL}/invitations/`.length);
const invite = (email: string, roles = ['agent']): Promise<Answer> => admin.send('post', '/v1/invitations', { email, roles });
const accept = (browser: Browser, link: string, password = PASSWORD): Promise<Answer> =>
  browser.send('post', `/v1/invitations/${tokenOf(link)}/accept`, { displayName: '李雷', password });

beforeAll(async () => {
  harness = await startHarness();
  const created = await harness.get(CreateTenant).run('system', { name: 'Haoda', zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail: 'wang@haoda.example' });
  if (!created.ok) throw new Error(created.refusal.code);
  tenantId = created.value.id;
  const person = { password: PASSWORD, locale: 'zh-CN' as const };
  adminId = (await harness.get(AddMember).run(tenantId, { ...person, email: 'wang@haoda.example', displayName: '王芳', roles: ['tenant-admin'] })).memberId;
  await harness.get(AddOperator).run({ ...person, email: 'zhao@operator.example', displayName: '赵', roles: ['operator-admin'] });
  await harness.get(AddOperator).run({ ...person, email: 'qian@operator.example', displayName: '钱', roles: ['operator-support'] });
  admin = await signedIn('wang@haoda.example');
});
afterAll(() => harness.close());

describe('an invitation', () => {
  it('lets a new person in, once, with a session in that tenant', async () => {
    const made = await invite('Li@Haoda.example', ['agent', 'supervisor']);
    expect(made).toMatchObject({ status: 201, body: { link: expect.stringMatching(/^https:\/\/seats\.example\/invitations\/[\w-]{43}$/) } });
    const guest = new Browser(harness);
    expect(await guest.send('get', `/v1/invitations/${tokenOf(made.body.link)}`)).toEqual({
      status: 200, body: { tenantName: 'Haoda', email: 'li@haoda.example', roles: ['agent', 'supervisor'], personExists: false },
    });
    expect(await accept(guest, made.body.link)).toMatchObject({ status: 200, body: { tenant: { id: tenantId }, person: { displayName: '李雷' }, member: { roles: ['agent', 'supervisor'] } } });
    expect((await guest.send('get', '/v1/session')).status).toBe(200);
    const again = await accept(new Browser(harness), made.body.link);
    expect(again).toMatchObject({ status: 410, body: { code: 'invitation.used' } });
  });

  it('is used up by one of two who accept in the same moment', async () => {
    const { body } = await invite('twice@haoda.example');
    const answers = await Promise.all([accept(new Browser(harness), body.link), accept(new Browser(harness), body.link)]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const { rows } = await harness.admin.query("select count(*)::int as n from member where email = 'twice@haoda.example'");
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is kept as a hash, and the whole is audited', async () => {
    const { body } = await invite('hashed@haoda.example');
    const { rows } = await harness.admin.query('select token_hash from invitation where id = $1', [body.id]);
    expect(rows[0].token_hash).not.toContain(tokenOf(body.link));
    const audit = await admin.send('get', '/v1/audit?limit=1');
    expect(audit.body.items[0]).toMatchObject({ action: 'invitation.made', actorName: '王芳', actorKind: 'member', subjectId: body.id, ip: '127.0.0.1' });
    expect(audit.body.nextCursor).toBe(audit.body.items[0].id);
    expect((await admin.send('get', `/v1/audit?cursor=${audit.body.nextCursor}&limit=200`)).body.items.map((each: { action: string }) => each.action)).toContain('member.joined');
  });

  it.each([
    ['after seven days', async () => harness.clock.pass(7 * 86_400), 'invitation.expired'],
    ['when withdrawn', async (id: string) => void (await admin.send('delete', `/v1/invitations/${id}`)), 'invitation.revoked'],
    ['when a second one was sent', async (_: string, email: string) => void (await invite(email)), 'invitation.revoked'],
  ])('is no longer good %s', async (name, happen, code) => {
    const email = `late.${name.length}@haoda.example`;
    const { body } = await invite(email);
    await happen(body.id, email);
    for (const answer of [await new Browser(harness).send('get', `/v1/invitations/${tokenOf(body.link)}`), await accept(new Browser(harness), body.link)]) {
      expect(answer).toMatchObject({ status: 410, body: { code } });
    }
    admin = await signedIn('wang@haoda.example');
  });

  it('asks a person who exists for the password that they have, and makes them a member of a further tenant', async () => {
    const operator = await signedIn('zhao@operator.example');
    const created = await operator.send('post', '/v1/operator/tenants', { name: 'Second', zone: 'Europe/Berlin', currency: 'EUR', country: 'DE', adminEmail: 'wang@haoda.example' });
    expect(created.status).toBe(201);
    const guest = new Browser(harness);
    expect((await guest.send('get', `/v1/invitations/${tokenOf(created.body.invitationLink)}`)).body).toMatchObject({ tenantName: 'Second', roles: ['tenant-admin'], personExists: true });
    expect((await accept(guest, created.body.invitationLink, 'some other password')).body.code).toBe('sign-in.refused');
    const joined = await accept(guest, created.body.invitationLink);
    expect(joined.body).toMatchObject({ tenant: { id: created.body.id, currency: 'EUR' }, person: { displayName: '王芳' } });
    expect(joined.body.tenants.map((each: { name: string }) => each.name).sort()).toEqual(['Haoda', 'Second']);
    expect((await guest.send('get', '/v1/members')).body.items).toHaveLength(1);
  });

  it.each([
    ['a member’s e-mail', 'wang@haoda.example', ['agent'], 409],
    ['an operator’s role', 'x@haoda.example', ['operator-admin'], 400],
    ['no role', 'x@haoda.example', [], 400],
    ['no e-mail', 'x', ['agent'], 400],
  ])('is not made for %s', async (_, email, roles, status) => expect((await invite(email, roles)).status).toBe(status));

  it('needs a password that is none too easy', async () => {
    const { body } = await invite('easy@haoda.example');
    expect((await accept(new Browser(harness), body.link, 'short')).body).toMatchObject({ code: 'password.length', facts: { shortest: 8 } });
    expect((await accept(new Browser(harness), body.link)).status).toBe(200);
  });

  it.each(['nonsense', 'A'.repeat(43), '%00'])('is not guessed: %s', async (token) => {
    expect((await new Browser(harness).send('get', `/v1/invitations/${token}`)).status).toBe(404);
  });
});

describe('members', () => {
  it('are listed with e-mail and roles, of one’s own tenant only', async () => {
    const { body } = await admin.send('get', '/v1/members');
    expect(body.items.find((each: { id: string }) => each.id === adminId)).toEqual({
      id: adminId, displayName: '王芳', email: 'wang@haoda.example', roles: ['tenant-admin'], status: 'active', seatIds: [], createdAt: expect.any(String),
    });
    const { rows } = await harness.admin.query('select count(*)::int as n from member where tenant_id = $1', [tenantId]);
    expect(body.items).toHaveLength(rows[0].n);
  });

  it('lose what they may do with their next request', async () => {
    const { memberId } = await harness.get(AddMember).run(tenantId, { email: 'sun@haoda.example', displayName: '孙', password: PASSWORD, locale: 'en', roles: ['supervisor'] });
    const sun = await signedIn('sun@haoda.example');
    expect((await sun.send('get', '/v1/members')).status).toBe(200);
    expect((await admin.send('patch', `/v1/members/${memberId}`, { roles: ['agent'] })).status).toBe(204);
    expect((await sun.send('get', '/v1/members')).status).toBe(403);
    expect((await admin.send('patch', `/v1/members/${memberId}`, { status: 'disabled' })).status).toBe(204);
    expect((await sun.send('get', '/v1/tenant')).body.code).toBe('tenant-required');
  });

  it('always include an admin', async () => {
    expect((await admin.send('patch', `/v1/members/${adminId}`, { roles: ['agent'] })).body.code).toBe('member.last-admin');
    expect((await admin.send('patch', `/v1/members/${adminId}`, { roles: ['king'] })).status).toBe(400);
  });

  it.each(['patch /v1/members/', 'delete /v1/invitations/', 'get /v1/seats/', 'patch /v1/seats/', 'put /v1/seats/*/entitlements', 'post /v1/seats/*/retry'])('of another tenant, and what does not exist, are not there: %s', async (route) => {
    const [method = 'get', path = ''] = route.split(' ');
    const bodies: Record<string, object> = { '/v1/members/': { status: 'disabled' }, '/v1/seats/': { label: 'x' }, '/v1/seats/*/entitlements': { memberIds: [] } };
    const { rows } = await harness.admin.query('select m.id from member m where m.tenant_id <> $1 union all select i.id from invitation i where i.tenant_id <> $1', [tenantId]);
    expect(rows.length).toBeGreaterThan(1);
    for (const id of [...rows.map((row: { id: string }) => row.id), FOREIGN, 'nonsense']) {
      const address = path.includes('*') ? path.replace('*', id) : path + id;
      const answer = await admin.send(method as 'get', address, method === 'get' || method === 'delete' ? undefined : (bodies[path] ?? {}));
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });
});

describe('the tenant', () => {
  it('changes its name and zone, and says so in the audit', async () => {
    expect((await admin.send('patch', '/v1/tenant', { name: '好达客服', zone: 'Asia/Tokyo' })).body).toMatchObject({ id: tenantId, name: '好达客服', zone: 'Asia/Tokyo', currency: 'CNY' });
    expect((await admin.send('patch', '/v1/tenant', { zone: 'Mars/Base' })).body.code).toBe('tenant.unknown-zone');
    expect((await admin.send('get', '/v1/audit?limit=1')).body.items[0]).toMatchObject({ action: 'tenant.changed', facts: { zone: 'Asia/Tokyo' } });
  });

  it('is made by an operator who may, and seen by all of them', async () => {
    const support = await signedIn('qian@operator.example');
    expect((await support.send('post', '/v1/operator/tenants', { name: 'X', zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail: 'x@x.example' })).status).toBe(403);
    const first = await support.send('get', '/v1/operator/tenants?limit=1');
    expect(first.body.items).toMatchObject([{ id: tenantId, name: '好达客服', status: 'open', members: expect.any(Number), seats: {} }]);
    expect((await support.send('get', `/v1/operator/tenants?cursor=${first.body.nextCursor}`)).body).toMatchObject({ items: [{ name: 'Second' }], nextCursor: null });
    expect((await support.send('get', `/v1/operator/tenants/${tenantId}`)).body.id).toBe(tenantId);
    expect((await support.send('get', `/v1/operator/tenants/${FOREIGN}`)).status).toBe(404);
    expect((await admin.send('get', '/v1/operator/tenants')).status).toBe(403);
  });

  it.each([[{ zone: 'Nowhere/X' }, 'tenant.unknown-zone'], [{ currency: 'XXQ' }, 'tenant.unknown-currency'], [{ name: '   ' }, 'tenant.bad-name']])('is not made with %j', async (wrong, code) => {
    const operator = await signedIn('zhao@operator.example');
    const input = { name: 'X', zone: 'Asia/Shanghai', currency: 'CNY', country: 'CN', adminEmail: 'x@x.example', ...wrong };
    expect((await operator.send('post', '/v1/operator/tenants', input)).body.code).toBe(code);
  });

  it('appears in the platform’s audit with who made it', async () => {
    const operator = await signedIn('zhao@operator.example');
    const { body } = await operator.send('get', '/v1/operator/audit?limit=200');
    expect(body.items.filter((each: { action: string }) => each.action === 'tenant.created').map((each: { actorName: string }) => each.actorName)).toEqual(['赵', 'Seatline']);
  });
});

it('slows down whoever tries too often from one address', async () => {
  const strict = await startHarness({ attemptsPerMinute: 3 });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push((await new Browser(strict).signIn(`u${count}@x.example`, PASSWORD)).status);
  await strict.close();
  expect(answers).toEqual([401, 401, 401, 429]);
});

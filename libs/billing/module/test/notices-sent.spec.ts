import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Instant, instant } from '@seatline/kernel';
import { Webhook } from 'standardwebhooks';
import { ArrearsModule } from '../src/arrears.module';
import { HttpWebhookDelivery } from '../src/gateways/webhook/http.webhook-delivery';
import { type NoticeRecipient, NoticeRecipients } from '../src/ports/notice-recipients';
import { LeaseScene } from '../src/ports/suspension-scene';
import { WebhookFailure } from '../src/ports/webhook-delivery';
import { AddressNotices } from '../src/use-cases/address-notices';
import { ManageWebhooks } from '../src/use-cases/manage-webhooks';
import { MessageDesk } from '../src/use-cases/message-desk';
import { SendMessages } from '../src/use-cases/send-messages';
import { BillingHarness, OPERATOR } from './harness';
import { HookReceiver, MailServer, readMail } from './receivers';
import { refusalOf, Shop, until } from './shop';

const PEOPLE: readonly NoticeRecipient[] = [
  { personId: '00000000-0000-7000-8000-00000000000a', email: 'li@one.test', language: 'zh-CN' },
  { personId: '00000000-0000-7000-8000-00000000000b', email: 'ann@one.test', language: 'en' },
];

class People extends NoticeRecipients {
  override of(): Promise<readonly NoticeRecipient[]> {
    return Promise.resolve(PEOPLE);
  }
}

/** Nothing of other domains stands beside billing here. */
const NO_SCENE = {
  provide: LeaseScene,
  useValue: {
    of: () => Promise.resolve({ seats: [], numbers: [], queues: [], otherLeaseInService: false, loggedIn: [], liveCalls: 0, queuedCalls: 0 }),
    standing: () => Promise.resolve({ leaseSuspended: true, tenantServed: false, seats: new Map() }),
  },
};

const mailServer = new MailServer();
const receiver = new HookReceiver();
let smtpUrl: string;
let hookUrl: string;
let harness: BillingHarness;

const arrears = (smtp: boolean) =>
  ArrearsModule.forRoot(
    { smtp: smtp ? { url: smtpUrl, from: 'Seatline <no-reply@seatline.test>' } : null, portalUrl: 'https://seatline.test', webhooksToPrivateAddresses: true },
    [{ provide: NoticeRecipients, useClass: People }, NO_SCENE],
  );

const start = (smtp = true, beside?: BillingHarness): Promise<BillingHarness> =>
  BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', with: [arrears(smtp)], beside });

/** Everything that waits is done: notices given, addressed, sent. */
async function settle(on: BillingHarness = harness): Promise<void> {
  await on.sweep.run();
  await on.jobs.drain();
  await on.jobs.drain();
}

async function later(seconds: number): Promise<void> {
  harness.clock.set((harness.clock.now() + seconds * 1000) as Instant);
  await harness.app.get(SendMessages).run();
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await harness.admin.query<{ key: string; count: string }>("select channel || ' ' || state as key, count(*) from notice_message group by 1");
  return Object.fromEntries(rows.map((row) => [row.key, Number(row.count)]));
}

beforeAll(async () => {
  smtpUrl = await mailServer.start();
  hookUrl = await receiver.start();
});
afterAll(async () => {
  await mailServer.stop();
  await receiver.stop();
});
beforeEach(() => {
  mailServer.mails.length = 0;
  mailServer.refuse = false;
  receiver.hooks.length = 0;
  receiver.status = 204;
  receiver.silent = false;
});
afterEach(() => harness.stop());

describe('a notice', () => {
  it('reaches admins in their language by e-mail and the tenant’s system signed, once each, with the numbers that matter', async () => {
    harness = await start();
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    const { secret } = await harness.app.get(ManageWebhooks).add(OPERATOR, shop.tenantId, hookUrl);
    await until(harness, '2026-04-12T00:00:00+08:00');
    await settle();
    mailServer.mails.length = 0;
    receiver.hooks.length = 0;
    await until(harness, '2026-04-13T00:00:00+08:00');
    for (let round = 0; round < 3; round += 1) {
      await settle();
      await harness.app.get(AddressNotices).run();
      await harness.app.get(SendMessages).run();
    }
    expect(mailServer.mails.map((mail) => mail.to).sort()).toEqual(['ann@one.test', 'li@one.test']);
    const english = readMail(mailServer.mails.find((mail) => mail.to === 'ann@one.test')!);
    expect(english.subject).toBe('Last warning: service stops at 2026-04-17 00:00 (Asia/Shanghai)');
    expect(english.text.replaceAll('\r\n', '\n')).toContain('2120.00 CNY to pay, due on 2026-04-01');
    expect(english.text).toContain('If it is not paid by the end of 2026-04-16, service stops at 2026-04-17 00:00 (Asia/Shanghai).');
    expect(english.text).toContain('Rent goes on accruing');
    const chinese = readMail(mailServer.mails.find((mail) => mail.to === 'li@one.test')!);
    expect(chinese.subject).toContain('停机前最后通知');
    expect(chinese.text).toContain('现应付：2120.00 CNY');
    expect(receiver.hooks).toHaveLength(1);
    const [hook] = receiver.hooks;
    const told = new Webhook(secret);
    expect(() => told.verify(hook!.body, withPresentTime(hook!.headers, secret, hook!.body))).not.toThrow();
    expect(JSON.parse(hook!.body)).toMatchObject({
      type: 'notice.last-warning',
      data: { leaseId: shop.leaseId, open: '2120.00', toPay: '2120.00', currency: 'CNY', dueOn: '2026-04-01', suspensionAt: '2026-04-16T16:00:00.000Z' },
    });
    const proofs = await harness.count(
      "select count(*) from notice_sending s join notice n on n.id = s.notice_id where n.kind = 'last-warning' and s.outcome = 'sent'",
    );
    expect(proofs).toBe(4); // portal, two people, one endpoint
  });

  it('goes out once however many processes send, and again under the same id when one died between sending and noting it', async () => {
    harness = await start();
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    const second = await start(true, harness);
    await harness.sweep.run();
    await Promise.all([harness.jobs.drain(), second.jobs.drain(), harness.app.get(AddressNotices).run(), second.app.get(AddressNotices).run()]);
    await Promise.all([harness.app.get(SendMessages).run(), second.app.get(SendMessages).run(), harness.jobs.drain(), second.jobs.drain()]);
    expect(mailServer.mails).toHaveLength(2);
    await second.stop();
    const firstIds = mailServer.mails.map((mail) => readMail(mail).messageId).sort();
    // As a crash after the mail server's answer would leave it: claimed, nothing noted.
    await harness.admin.query("update notice_message set state = 'waiting', next_try_at = created_at, settled_at = null, claimed_until = $1", [
      new Date(harness.clock.now() + 60_000),
    ]);
    await later(30);
    expect(mailServer.mails).toHaveLength(2);
    await later(90);
    expect(mailServer.mails.slice(2).map((mail) => readMail(mail).messageId).sort()).toEqual(firstIds);
    expect(await states()).toEqual({ 'email sent': 2 });
    expect(shop.tenantId).not.toBe('');
  });

  it('is tried again with growing waits, then shown as failed and raised as an alarm; a replay sends it', async () => {
    harness = await start();
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    mailServer.refuse = true;
    await settle();
    expect(await states()).toEqual({ 'email waiting': 2 });
    for (const wait of [30, 120, 600, 1800, 7200, 21_600]) await later(wait);
    expect(await states()).toEqual({ 'email waiting': 2 });
    await later(43_200);
    expect(await states()).toEqual({ 'email failed': 2 });
    const { rows: alarms } = await harness.admin.query("select kind, facts ->> 'cause' as cause, facts ->> 'notice' as notice from operator_alarm");
    expect(alarms).toEqual(Array.from({ length: 2 }, () => ({ kind: 'notice-undelivered', cause: 'mail-not-taken', notice: 'invoice-issued' })));
    expect(await harness.count("select count(*) from notice_sending where channel = 'email' and outcome = 'failed'")).toBe(16);
    mailServer.refuse = false;
    const { rows } = await harness.admin.query<{ id: string }>('select id from notice_message');
    for (const { id } of rows) await harness.app.get(MessageDesk).replay(OPERATOR, shop.tenantId, id);
    await harness.jobs.drain();
    expect(await states()).toEqual({ 'email sent': 2 });
    expect(await refusalOf(harness.app.get(MessageDesk).replay(OPERATOR, await harness.newTenant(), rows[0]!.id))).toBe('not-found');
  });

  it('is kept and shown, not sent, where no mail server is set up', async () => {
    harness = await start(false);
    await Shop.openPaid(harness, 1, '2026-03-01');
    await settle();
    expect(await states()).toEqual({ 'email kept': 2 });
    expect(await harness.count("select count(*) from notice_sending where channel = 'email' and outcome = 'sent'")).toBe(0);
  });

  it('does not press for what was paid before it could be written', async () => {
    harness = await start();
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-03-29T00:00:00+08:00');
    await shop.pay('2120.00', 'just in time');
    await settle();
    const { rows } = await harness.admin.query<{ kind: string }>("select n.kind from notice_message m join notice n on n.id = m.notice_id where n.kind = 'reminder'");
    expect(rows).toEqual([]);
  });
});

describe('a webhook', () => {
  it('is tried again when it was not accepted, refused where its endpoint is gone, and signed with both secrets after a rotation', async () => {
    harness = await start(false);
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    const webhooks = harness.app.get(ManageWebhooks);
    const { id, secret } = await webhooks.add(OPERATOR, shop.tenantId, hookUrl);
    expect(await refusalOf(webhooks.add(OPERATOR, shop.tenantId, hookUrl))).toBe('webhook.address-taken');
    receiver.status = 302;
    await settle();
    expect(await states()).toMatchObject({ 'webhook waiting': 1 });
    const { secret: next } = await webhooks.rotate(OPERATOR, shop.tenantId, id);
    receiver.status = 200;
    await later(30);
    const [refused, taken] = receiver.hooks;
    expect(taken!.headers['webhook-id']).toBe(refused!.headers['webhook-id']);
    for (const each of [secret, next]) expect(() => new Webhook(each).verify(taken!.body, withPresentTime(taken!.headers, each, taken!.body))).not.toThrow();
    expect(String(taken!.headers['webhook-signature']).split(' ')).toHaveLength(2);
    const { rows } = await harness.admin.query<{ kept: string }>('select sealed_secret || sealed_previous_secret as kept from webhook_endpoint');
    expect(rows[0]!.kept).not.toContain(secret.slice(6));
    await webhooks.remove(OPERATOR, shop.tenantId, id);
    const { rows: messages } = await harness.admin.query<{ id: string }>("select id from notice_message where channel = 'webhook'");
    await harness.app.get(MessageDesk).replay(OPERATOR, shop.tenantId, messages[0]!.id);
    await harness.jobs.drain();
    expect(await states()).toMatchObject({ 'webhook failed': 1 });
  });

  it('reaches no private address, follows no redirect, and waits for nobody for ever', async () => {
    harness = await start(false);
    const outward = new HttpWebhookDelivery();
    const refused = ['http://example.com/', 'https://127.0.0.1/', 'https://[::1]/', 'https://169.254.169.254/latest', 'https://user:pw@example.com/', 'https://intranet/', 'ftp://example.com/', 'no address'];
    expect(refused.filter((url) => outward.accepts(url))).toEqual([]);
    expect(outward.accepts('https://hooks.example.com/seatline')).toBe(true);
    const message = { id: 'm', body: '{}', headers: {} };
    const misled = new HttpWebhookDelivery(false, 5_000, (_name, _options, answer) => answer(null, [{ address: '8.8.8.8', family: 4 }, { address: '127.0.0.1', family: 4 }]));
    await expect(misled.deliver({ ...message, url: 'https://hooks.example.com/' })).rejects.toEqual(new WebhookFailure('webhook-address-refused'));
    const inward = new HttpWebhookDelivery(true, 300);
    receiver.silent = true;
    await expect(inward.deliver({ ...message, url: hookUrl })).rejects.toEqual(new WebhookFailure('webhook-timeout'));
    await expect(inward.deliver({ ...message, url: 'http://127.0.0.1:1/' })).rejects.toEqual(new WebhookFailure('webhook-unreachable'));
  });
});

describe('a last warning that went out late', () => {
  it('is an alarm that names the day to which the suspension has moved', async () => {
    harness = await start(false);
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-12T00:00:00+08:00');
    harness.clock.set(instant('2026-04-18T10:00:00+08:00'));
    await harness.sweep.run();
    await harness.sweep.run();
    const { rows } = await harness.admin.query('select id, kind, lease_id, facts from operator_alarm');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ kind: 'last-warning-late', lease_id: shop.leaseId, facts: { invoice: 2, suspensionAt: '2026-04-21T16:00:00.000Z' } });
    await harness.app.get(MessageDesk).seeAlarm(OPERATOR, shop.tenantId, rows[0].id);
    expect(await harness.count('select count(*) from operator_alarm where seen_by is null')).toBe(0);
  });
});

describe('a suspension whose last warning has no proof of sending', () => {
  it('is refused by the database, and comes once there is one', async () => {
    harness = await start(false);
    const shop = await Shop.openPaid(harness, 1, '2026-03-01');
    await until(harness, '2026-04-16T00:00:00+08:00');
    const { rows } = await harness.admin.query<{ notice_id: string; sent_at: Date }>(
      "delete from notice_sending s using notice n where n.id = s.notice_id and n.kind = 'last-warning' returning s.notice_id, s.sent_at",
    );
    harness.clock.set(instant('2026-04-17T00:00:00+08:00'));
    await expect(harness.sweep.run()).rejects.toThrow(/due work failed for 1 lease/);
    expect(await shop.status()).toBe('in-service');
    const proof = [shop.tenantId, rows[0]!.notice_id, rows[0]!.sent_at];
    await harness.admin.query("insert into notice_sending (tenant_id, notice_id, channel, sent_at, outcome) values ($1, $2, 'portal', $3, 'sent')", proof);
    await harness.sweep.run();
    expect(await shop.status()).toBe('suspended');
  });
});

/** The receiver's library compares with its own clock, which is not the story's: the same signature is asked for at the present. */
function withPresentTime(headers: Record<string, unknown>, secret: string, body: string): Record<string, string> {
  const id = String(headers['webhook-id']);
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
  expect(String(headers['webhook-signature']).split(' ')).toContain(new Webhook(secret).sign(id, sentAt, body));
  const now = new Date(Math.floor(performance.timeOrigin + performance.now()));
  return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)), 'webhook-signature': new Webhook(secret).sign(id, now, body) };
}

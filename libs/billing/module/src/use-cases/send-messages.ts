import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { nextSendingTrySeconds } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, type TenantTransaction } from '@seatline/server';
import { claimMessage, type ClaimedMessage, leaseOfNotice, messagesDue, recordTry, type TryOutcome } from '../persistence/notice-messages';
import { raiseAlarm } from '../persistence/operator-alarms';
import { MAIL_TRANSPORT, type MailTransport } from '../ports/mail-transport';
import { WebhookDelivery, WebhookFailure } from '../ports/webhook-delivery';
import { NoticeWork } from './notice-work';
import { SignWebhook } from './sign-webhook';

export const SEND_MESSAGE_TASK = 'billing-send-message';

/** Longer than any try lasts; after it a process that claimed a message is taken for dead. */
const CLAIM_MILLISECONDS = 120_000;

const A_ROUND = 100;

/**
 * Takes messages out of the house. A message is claimed in one transaction, sent outside of any, and its try recorded in another: a process that dies in
 * between sends it again when the claim ends, under the same id, by which a receiver knows it. What fails waits longer each time; what has used
 * up its tries is shown and alarms the operator.
 */
@Injectable()
export class SendMessages implements OnModuleInit {
  constructor(
    private readonly work: NoticeWork,
    private readonly webhooks: WebhookDelivery,
    private readonly sign: SignWebhook,
    @Inject(MAIL_TRANSPORT) private readonly mail: MailTransport | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.work.jobs.handle(SEND_MESSAGE_TASK, ({ tenantId = '', messageId = '' }) => this.send(tenantId, messageId));
    this.work.jobs.every({ name: 'messages-to-send', everySeconds: 15, run: () => this.run() });
  }

  /** Sends what is due and no job has sent: a retry whose time has come, or what a dead process left. */
  async run(): Promise<void> {
    const due = await this.work.platform.run((tx) => messagesDue(tx, this.clock.now(), A_ROUND));
    for (const { tenantId, id } of due) {
      try {
        await this.send(tenantId, id);
      } catch (error) {
        log.error({ messageId: id, reason: faultReason(error) }, 'a message could not be worked on and will be tried again');
      }
    }
  }

  async send(tenantId: string, messageId: string): Promise<void> {
    const now = this.clock.now();
    const message = await this.work.tenants.run(tenantId, (tx) => claimMessage(tx, messageId, now, now + CLAIM_MILLISECONDS));
    if (!message) return;
    const tried = await this.attempt(tenantId, message);
    await this.work.tenants.run(tenantId, (tx) => this.record(tx, message, tried));
  }

  private async attempt(tenantId: string, message: ClaimedMessage): Promise<TryOutcome> {
    try {
      return message.channel === 'email' ? await this.byMail(message) : await this.byWebhook(tenantId, message);
    } catch (error) {
      const cause = error instanceof WebhookFailure ? error.code : 'mail-not-taken';
      // A mail server's own words may name the person: only its code is logged.
      log.warn({ messageId: message.id, channel: message.channel, cause, code: (error as { code?: unknown }).code }, 'a notice was not taken');
      const wait = nextSendingTrySeconds(message.tries_left + 1);
      return { outcome: 'failed', cause, nextTryAt: wait === null ? null : this.clock.now() + wait * 1000 };
    }
  }

  private async byMail(message: ClaimedMessage): Promise<TryOutcome> {
    if (!this.mail) return { outcome: 'kept' };
    await this.mail.send({ id: message.id, to: message.address, subject: message.subject, text: message.body });
    return { outcome: 'sent' };
  }

  private async byWebhook(tenantId: string, message: ClaimedMessage): Promise<TryOutcome> {
    const signed = await this.sign.headers(tenantId, message);
    if (!signed) return { outcome: 'failed', cause: 'webhook-endpoint-removed', nextTryAt: null };
    await this.webhooks.deliver({ url: message.address, id: message.id, body: message.body, headers: signed });
    return { outcome: 'sent' };
  }

  private async record(tx: TenantTransaction, message: ClaimedMessage, tried: TryOutcome): Promise<void> {
    const at = this.clock.now();
    await recordTry(tx, message, tried, at);
    if (tried.outcome !== 'failed' || tried.nextTryAt !== null) return;
    const { leaseId, kind } = await leaseOfNotice(tx, message.notice_id);
    const facts = { channel: message.channel, notice: kind, cause: tried.cause };
    await raiseAlarm(tx, { kind: 'notice-undelivered', ref: message.id, leaseId, facts }, at);
  }
}

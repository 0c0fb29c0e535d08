import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type LeaseNoticeKind, noticeText } from '@seatline/billing-domain';
import type { Clock, Instant } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, type Subscriber, type TenantTransaction } from '@seatline/server';
import { addressNotice, dispatchNotice, type NewMessage, type NoticeToAddress, noticesToAddress, takeNotice } from '../persistence/notice-messages';
import { readEndpoints } from '../persistence/webhook-endpoints';
import { type NoticeRecipient, NoticeRecipients } from '../ports/notice-recipients';
import { ExplainArrears } from './explain-arrears';
import { NoticeWork } from './notice-work';
import { SEND_MESSAGE_TASK } from './send-messages';
import { collectionOf } from './collection-of-notice';
import { factsOfNotice, type NoticeSubject, webhookBody } from './write-notice';

export const ADDRESS_NOTICE_TASK = 'billing-address-notice';

/** Where people read a notice and pay; part of every e-mail. */
export const PORTAL_URL = Symbol('PORTAL_URL');

const A_ROUND = 200;

/** Hears of every notice that was given, in the transaction of its delivery, and leaves a row from which it is addressed. */
@Injectable()
export class NoticeSubscriber implements Subscriber {
  readonly name = 'billing.address-notices';
  readonly topics = ['billing.notice-recorded'];

  constructor(private readonly jobs: Jobs) {}

  async handle(tx: TenantTransaction, event: { payload: Record<string, unknown> }): Promise<void> {
    const noticeId = String(event.payload['noticeId']);
    await dispatchNotice(tx.ledger, noticeId);
    await this.jobs.enqueue(tx, ADDRESS_NOTICE_TASK, { tenantId: tx.tenantId, noticeId }, { key: `notice-${noticeId}` });
  }
}

/** Turns a notice into a message for each person and each endpoint that it goes to, written in the reader's language with the numbers of now. */
@Injectable()
export class AddressNotices implements OnModuleInit {
  constructor(
    private readonly work: NoticeWork,
    private readonly recipients: NoticeRecipients,
    private readonly arrears: ExplainArrears,
    @Inject(PORTAL_URL) private readonly portalUrl: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.work.jobs.handle(ADDRESS_NOTICE_TASK, ({ tenantId = '', noticeId = '' }) => this.address(tenantId, noticeId));
    this.work.jobs.every({ name: 'notices-to-address', everySeconds: 30, run: () => this.run() });
  }

  /** Finds what no job has addressed. */
  async run(): Promise<void> {
    const waiting = await this.work.platform.run((tx) => noticesToAddress(tx, A_ROUND));
    for (const { tenantId, id } of waiting) {
      try {
        await this.address(tenantId, id);
      } catch (error) {
        log.error({ noticeId: id, reason: faultReason(error) }, 'a notice could not be addressed and will be tried again');
      }
    }
  }

  async address(tenantId: string, noticeId: string): Promise<void> {
    const people = await this.recipients.of(tenantId);
    await this.work.tenants.run(tenantId, async (tx) => {
      const notice = await takeNotice(tx, noticeId);
      if (!notice) return;
      const messages = await this.messagesOf(tx, notice, people);
      await addressNotice(tx, noticeId, messages, this.clock.now());
      for (const { id } of messages) await this.work.jobs.enqueue(tx, SEND_MESSAGE_TASK, { tenantId, messageId: id }, { key: `message-${id}` });
    });
  }

  private async messagesOf(tx: TenantTransaction, notice: NoticeToAddress, people: readonly NoticeRecipient[]): Promise<NewMessage[]> {
    const explained = await this.arrears.within(tx, notice.lease_id, null);
    const subject: NoticeSubject = {
      noticeId: notice.id, kind: notice.kind as LeaseNoticeKind, invoiceId: notice.invoice_id, dueAt: notice.due_at as Instant, about: notice.about,
      collection: await collectionOf(tx, explained, notice),
    };
    const facts = factsOfNotice(explained, subject, this.portalUrl);
    if (!facts) return [];
    const mails = people.map((person): NewMessage => ({
      id: randomUUIDv7(), channel: 'email', recipient: person.personId, address: person.email, ...noticeText(facts, person.language),
    }));
    const endpoints = await readEndpoints(tx);
    const body = webhookBody(explained, subject, facts);
    const calls = endpoints.map(({ id, url }): NewMessage => ({
      id: randomUUIDv7(), channel: 'webhook', recipient: id, address: url, subject: `notice.${subject.kind}`, body,
    }));
    return [...mails, ...calls];
  }
}

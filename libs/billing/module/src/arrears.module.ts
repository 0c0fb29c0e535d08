import { type DynamicModule, Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { DATABASE_SETTINGS, type DatabaseSettings, OutboxRelay, SecretBox } from '@seatline/server';
import { BillingModule } from './billing.module';
import { SmtpMailTransport } from './gateways/smtp/smtp.mail-transport';
import { HttpWebhookDelivery } from './gateways/webhook/http.webhook-delivery';
import { MessagesController, OperatorMessagesController } from './http/messages.controller';
import { SuspensionPlanController } from './http/suspension-plan.controller';
import { TimelineController } from './http/timeline.controller';
import { MAIL_TRANSPORT } from './ports/mail-transport';
import { WebhookDelivery } from './ports/webhook-delivery';
import { AddressNotices, NoticeSubscriber, PORTAL_URL } from './use-cases/address-notices';
import { DryRunSuspension } from './use-cases/dry-run-suspension';
import { ManageWebhooks } from './use-cases/manage-webhooks';
import { MessageDesk } from './use-cases/message-desk';
import { NoticeWork } from './use-cases/notice-work';
import { ReadTimeline } from './use-cases/read-timeline';
import { SendMessages } from './use-cases/send-messages';
import { SignWebhook } from './use-cases/sign-webhook';
import { SuspensionSteps } from './use-cases/suspension-steps';

export interface ArrearsSettings {
  /** Null: e-mail is kept and shown, not sent. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly portalUrl: string;
  /** For tests and for tenants whose systems stand in the same private network. */
  readonly webhooksToPrivateAddresses: boolean;
}

const USE_CASES = [NoticeWork, NoticeSubscriber, AddressNotices, SendMessages, SignWebhook, ManageWebhooks, MessageDesk, ReadTimeline, DryRunSuspension, SuspensionSteps];

/** Arrears in the open: notices that reach people and their systems. The composition root binds the ports NoticeRecipients and LeaseScene. */
@Module({})
export class ArrearsModule implements OnModuleInit {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly notices: NoticeSubscriber,
    private readonly steps: SuspensionSteps,
  ) {}

  static forRoot(settings: ArrearsSettings, bindings: readonly Provider[]): DynamicModule {
    return {
      module: ArrearsModule,
      imports: [BillingModule],
      controllers: [MessagesController, OperatorMessagesController, TimelineController, SuspensionPlanController],
      providers: [
        { provide: MAIL_TRANSPORT, useValue: settings.smtp ? new SmtpMailTransport(settings.smtp.url, settings.smtp.from) : null },
        { provide: WebhookDelivery, useValue: new HttpWebhookDelivery(settings.webhooksToPrivateAddresses) },
        { provide: PORTAL_URL, useValue: settings.portalUrl },
        { provide: SecretBox, inject: [DATABASE_SETTINGS], useFactory: ({ secret }: DatabaseSettings) => new SecretBox(secret, 'seatline webhook secrets') },
        ...bindings,
        ...USE_CASES,
      ],
      exports: USE_CASES,
    };
  }

  onModuleInit(): void {
    this.relay.subscribe(this.notices);
    this.relay.subscribe(this.steps);
  }
}

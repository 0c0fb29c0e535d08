import { Inject, Injectable } from '@nestjs/common';
import { civilDateAt, type Clock, zone } from '@seatline/kernel';
import { CLOCK, Jobs, log, notFound, PlatformUnitOfWork, Problem } from '@seatline/server';
import { countRefusal, keepWebhook } from '../persistence/webhook-inbox';
import { timestamp } from '../persistence/table-writer';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';
import { PROCESS_WEBHOOK } from './process-webhook';

const UTC = zone('UTC');

/** Takes a gateway's notification: its signature is judged on the bytes as they came, it is kept, and answered before anything is done about it. */
@Injectable()
export class ReceiveWebhook {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly jobs: Jobs,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same event again changes nothing. @throws Problem webhook.bad-signature, counted */
  async run(rawBody: Buffer, signature: string): Promise<void> {
    const { gateway } = this;
    if (!gateway) throw notFound('address');
    const now = this.clock.now();
    const hint = gateway.readNotification(rawBody, signature, now);
    if (!hint) {
      log.warn({ provider: gateway.name }, 'a notification without a valid signature was refused');
      await this.platform.run((tx) => countRefusal(tx, gateway.name, civilDateAt(now, UTC)));
      throw new Problem('webhook.bad-signature');
    }
    await this.platform.run(async (tx) => {
      const isNew = await keepWebhook(tx, gateway.name, hint, rawBody.toString('utf8'), timestamp(now));
      if (isNew) await this.jobs.enqueue(tx, PROCESS_WEBHOOK, { provider: gateway.name, eventId: hint.eventId });
    });
  }
}

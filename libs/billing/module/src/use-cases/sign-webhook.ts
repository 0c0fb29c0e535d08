import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, SecretBox, TenantUnitOfWork } from '@seatline/server';
import { Webhook } from 'standardwebhooks';
import { endpointSeal, secretsOf } from '../persistence/webhook-endpoints';

/** The headers by which a receiver knows that a webhook is ours and unaltered (Standard Webhooks). After a rotation both secrets sign for a while. */
@Injectable()
export class SignWebhook {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null once the endpoint was removed. */
  async headers(tenantId: string, message: { id: string; recipient: string; body: string }): Promise<Record<string, string> | null> {
    const kept = await this.tenants.run(tenantId, (tx) => secretsOf(tx, message.recipient));
    if (!kept) return null;
    const now = this.clock.now();
    const sealed = [kept.sealed_secret];
    if (kept.sealed_previous_secret !== null && (kept.previous_until ?? 0) > now) sealed.push(kept.sealed_previous_secret);
    const at = new Date(now);
    const seal = endpointSeal(tenantId, message.recipient);
    const signatures = sealed.map((text) => new Webhook(this.box.open(text, seal)).sign(message.id, at, message.body));
    return { 'webhook-id': message.id, 'webhook-timestamp': String(Math.floor(now / 1000)), 'webhook-signature': signatures.join(' ') };
  }
}

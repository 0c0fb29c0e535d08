import { randomBytes, randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, SecretBox, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import { endpointSeal, insertEndpoint, readEndpoints, removeEndpoint, rotateSecret } from '../persistence/webhook-endpoints';
import { WebhookDelivery } from '../ports/webhook-delivery';
import { nameOf } from './lease-desk';

/** After a rotation the secret before goes on signing for a day, so that the receiver can be changed without a gap. */
const ROTATION_MILLISECONDS = 24 * 3600 * 1000;

const MOST_ENDPOINTS = 5;

/** A secret leaves the house once, in the answer to its making. */
export interface NewSecret {
  readonly id: string;
  readonly secret: string;
}

/** Where a tenant's systems hear of notices. */
@Injectable()
export class ManageWebhooks {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly delivery: WebhookDelivery,
    private readonly box: SecretBox,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async add(actor: Principal, tenantId: string, url: string): Promise<NewSecret> {
    if (!this.delivery.accepts(url)) throw new Problem('webhook.bad-address');
    return this.tenants.run(tenantId, async (tx) => {
      if ((await readEndpoints(tx)).length >= MOST_ENDPOINTS) throw new Problem('webhook.too-many', { most: MOST_ENDPOINTS });
      const id = randomUUIDv7();
      const { secret, sealed } = this.newSecret(tenantId, id);
      const added = await insertEndpoint(tx, { id, url, sealedSecret: sealed, createdBy: nameOf(actor), at: this.clock.now() });
      if (!added) throw new Problem('webhook.address-taken');
      await this.record(tx, actor, 'webhook.added', id, url);
      return { id, secret };
    });
  }

  async rotate(actor: Principal, tenantId: string, id: string): Promise<NewSecret> {
    return this.tenants.run(tenantId, async (tx) => {
      const { secret, sealed } = this.newSecret(tenantId, id);
      if (!(await rotateSecret(tx, id, sealed, this.clock.now() + ROTATION_MILLISECONDS))) throw notFound('webhook endpoint');
      await this.record(tx, actor, 'webhook.secret-rotated', id, null);
      return { id, secret };
    });
  }

  async remove(actor: Principal, tenantId: string, id: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const url = await removeEndpoint(tx, id, this.clock.now());
      if (url === null) throw notFound('webhook endpoint');
      await this.record(tx, actor, 'webhook.removed', id, url);
    });
  }

  private newSecret(tenantId: string, id: string): { secret: string; sealed: string } {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return { secret, sealed: this.box.seal(secret, endpointSeal(tenantId, id)) };
  }

  private async record(tx: TenantTransaction, actor: Principal, action: string, id: string, url: string | null): Promise<void> {
    await this.audit.record(tx, actor, { action, subjectKind: 'webhook-endpoint', subjectId: id, facts: { host: url === null ? null : new URL(url).host } });
  }
}

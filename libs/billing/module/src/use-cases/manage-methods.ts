import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, faultReason, log, notFound, type Principal, type TenantTransaction, TenantUnitOfWork } from '@seatline/server';
import type { SavedMethod } from '../persistence/saved-method.entity';
import { findMethod, listMethods, lockMethods } from '../persistence/saved-methods';
import { PAYMENT_GATEWAY, type PaymentGateway } from '../ports/payment-gateway';

export type KeptMethod = SavedMethod;

export interface KeptMethods {
  /** False: no gateway is switched on. */
  readonly offered: boolean;
  /** Whether a charge without a saved method falls back to a test card. */
  readonly testCard: boolean;
  readonly methods: readonly SavedMethod[];
}

/** The methods that a tenant keeps: which one is charged, and which one no more. */
@Injectable()
export class ManageMethods {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(tenantId: string): Promise<KeptMethods> {
    const { gateway } = this;
    if (!gateway) return { offered: false, testCard: false, methods: [] };
    return { offered: true, testCard: gateway.hasTestCard, methods: await this.tenants.run(tenantId, (tx) => listMethods(tx, gateway.name)) };
  }

  async choose(actor: Principal, tenantId: string, id: string): Promise<void> {
    await this.tenants.run(tenantId, async (tx) => {
      const chosen = await this.kept(tx, id);
      if (chosen.isDefault) return;
      for (const other of await listMethods(tx, chosen.gateway)) if (other.isDefault) await this.change(tx, other, { isDefault: false });
      await this.change(tx, chosen, { isDefault: true });
      await this.record(tx, actor, 'payment-method.chosen', chosen);
    });
  }

  /** It is charged no more from the commit on, and the gateway is told to forget it. The newest of the others takes a default's place. */
  async remove(actor: Principal, tenantId: string, id: string): Promise<void> {
    const removed = await this.tenants.run(tenantId, async (tx) => {
      const method = await this.kept(tx, id);
      const wasDefault = method.isDefault;
      await this.change(tx, method, { state: 'removed', isDefault: false });
      const [next] = await listMethods(tx, method.gateway);
      if (wasDefault && next) await this.change(tx, next, { isDefault: true });
      await this.record(tx, actor, 'payment-method.removed', method);
      return method;
    });
    await this.forget(removed);
  }

  /** One that cannot be forgotten now is found by the sweep. */
  async forget({ tenantId, id, instrumentReference }: SavedMethod): Promise<void> {
    const { gateway } = this;
    if (!gateway || instrumentReference === null) return;
    try {
      await gateway.forgetInstrument(instrumentReference);
    } catch (error) {
      log.warn({ methodId: id, reason: faultReason(error) }, 'a payment gateway did not forget a method yet');
      return;
    }
    await this.tenants.run(tenantId, async (tx) => {
      await lockMethods(tx);
      const method = await findMethod(tx, id);
      if (method?.state === 'removed') await this.change(tx, method, { forgottenAt: new Date(this.clock.now()) });
    });
  }

  private async kept(tx: TenantTransaction, id: string): Promise<SavedMethod> {
    await lockMethods(tx);
    const method = await findMethod(tx, id);
    if (method?.state !== 'saved') throw notFound('payment method');
    return method;
  }

  private async change(tx: TenantTransaction, method: SavedMethod, to: Partial<SavedMethod>): Promise<void> {
    Object.assign(method, to, { changedAt: new Date(this.clock.now()) });
    await tx.entities.save(method);
  }

  private async record(tx: TenantTransaction, actor: Principal, action: string, { id, brand, lastFour }: SavedMethod): Promise<void> {
    await this.audit.record(tx, actor, { action, subjectKind: 'payment-method', subjectId: id, facts: { brand, lastFour } });
  }
}

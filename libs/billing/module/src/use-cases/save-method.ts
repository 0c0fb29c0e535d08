import { randomUUIDv7 } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, notFound, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import { SavedMethod } from '../persistence/saved-method.entity';
import { findMethod } from '../persistence/saved-methods';
import { type NextStep, PAYMENT_GATEWAY, type PaymentGateway, type Saving } from '../ports/payment-gateway';
import { GatewayCustomers } from './gateway-customers';
import { nameOf } from './lease-desk';
import { RecordSaving } from './record-saving';

/** A saving as it stands, and what its owner does next. */
export interface SavingUnderWay {
  readonly method: SavedMethod;
  readonly nextStep: NextStep | null;
}

/** A gateway keeps an idempotency key for a day: a saving that nobody heard of for so long is begun anew by whoever still wants it. */
const ABANDONED_AFTER_MILLISECONDS = 23 * 3_600_000;

/** Keeps a method for charges with nobody at a screen: our row first, then the gateway with its id as the key, then what its owner enters in the gateway's own form. */
@Injectable()
export class SaveMethod {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly customers: GatewayCustomers,
    private readonly recordSaving: RecordSaving,
    @Inject(PAYMENT_GATEWAY) private readonly gateway: PaymentGateway | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What a browser needs for the gateway's own form; null where there is none. */
  get publishableKey(): string | null {
    return this.gateway?.publishableKey ?? null;
  }

  /** Null: payments are by bank transfer only. */
  get gatewayName(): string | null {
    return this.gateway?.name ?? null;
  }

  /** Goes on with what the same person began and has not finished. */
  async begin(actor: Principal, tenantId: string): Promise<SavingUnderWay> {
    const { gateway } = this;
    if (!gateway) throw new Problem('payment.gateway-off');
    const customer = await this.customers.of(tenantId);
    const now = this.clock.now();
    const method = await this.tenants.run(tenantId, async (tx) => {
      const fresh = tx.entities.create(SavedMethod, {
        tenantId, id: randomUUIDv7(), gateway: gateway.name, customer, state: 'pending', kind: 'card', isDefault: false, savedBy: nameOf(actor),
        createdAt: new Date(now), changedAt: new Date(now),
      });
      const mine = await tx.entities.findOneBy(SavedMethod, { tenantId, gateway: gateway.name, state: 'pending', savedBy: nameOf(actor) });
      return mine && now - mine.createdAt.getTime() < ABANDONED_AFTER_MILLISECONDS ? mine : tx.entities.save(fresh);
    });
    return this.settle(tenantId, method);
  }

  /** As the gateway says by now. @throws Problem not-found */
  async look(tenantId: string, id: string): Promise<SavingUnderWay> {
    const method = await this.read(tenantId, id);
    if (!method) throw notFound('payment method');
    return method.state === 'pending' ? this.settle(tenantId, method) : { method, nextStep: null };
  }

  /** As it is in the books, without asking. */
  async read(tenantId: string, id: string): Promise<SavedMethod | null> {
    return this.tenants.run(tenantId, (tx) => findMethod(tx, id));
  }

  /** Asks the gateway what has become of a saving. One that nobody finished for a day is over. */
  async settle(tenantId: string, method: SavedMethod): Promise<SavingUnderWay> {
    const told = await this.asked(method);
    const saving: Saving =
      told.state === 'pending' && this.clock.now() - method.createdAt.getTime() >= ABANDONED_AFTER_MILLISECONDS
        ? { state: 'failed', reference: told.reference, cause: 'nobody entered a card' }
        : told;
    const recorded = await this.tenants.run(tenantId, (tx) => this.recordSaving.run(tx, method.id, saving));
    return { method: recorded, nextStep: saving.state === 'pending' ? saving.nextStep : null };
  }

  private async asked({ id, tenantId, customer, savingReference }: SavedMethod): Promise<Saving> {
    const { gateway } = this;
    if (!gateway) throw new Problem('payment.gateway-off');
    try {
      const known = savingReference === null ? null : await gateway.findSaving(savingReference);
      return known?.saving ?? (await gateway.beginSaving({ id, tenantId, customer }));
    } catch (error) {
      log.warn({ methodId: id, reason: faultReason(error) }, 'a payment gateway did not answer');
      throw new Problem('payment.gateway-unreachable');
    }
  }
}

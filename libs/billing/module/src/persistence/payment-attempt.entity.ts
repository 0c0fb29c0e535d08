import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { CollectionRefusal } from '@seatline/billing-domain';
import type { Instrument, NextStep } from '../ports/payment-gateway';

export type AttemptState = 'created' | 'succeeded' | 'declined';

/**
 * An intent to take money through a gateway. `created` until the gateway has said yes or no, which may take a payer's time. Its id is the gateway's idempotency key, so it is
 * committed before the gateway is asked.
 */
@Entity('payment_attempt')
export class PaymentAttempt {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'lease_id', type: 'uuid' })
  leaseId: string;

  @Column({ type: 'text' })
  purpose: 'invoice' | 'order' | 'wallet';

  @Column({ name: 'target_id', type: 'uuid' })
  targetId: string;

  /** TypeORM reads int8 as a string, whatever the driver gives. */
  @Column({ name: 'amount_minor', type: 'bigint', transformer: { from: (stored: string | bigint) => BigInt(stored), to: (amount: bigint) => amount } })
  amountMinor: bigint;

  @Column({ type: 'char', length: 3 })
  currency: string;

  @Column({ type: 'text' })
  gateway: string;

  @Column({ type: 'text' })
  state: AttemptState;

  @Column({ name: 'gateway_reference', type: 'text', nullable: true })
  gatewayReference: string | null;

  @Column({ type: 'text', nullable: true })
  cause: string | null;

  /** What a no means for another try. */
  @Column({ type: 'text', nullable: true })
  refusal: CollectionRefusal | null;

  /** The schedule's day, from the due date, on which it was tried without anybody asking for it. */
  @Column({ name: 'collection_step', type: 'int', nullable: true })
  collectionStep: number | null;

  @Column({ type: 'jsonb' })
  instrument: Instrument;

  /** What its payer has to do, while it is under way. */
  @Column({ name: 'next_step', type: 'jsonb', nullable: true })
  nextStep: NextStep | null;

  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt: Date | null;

  @VersionColumn()
  version: number;
}

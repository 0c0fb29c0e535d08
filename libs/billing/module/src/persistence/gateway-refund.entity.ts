import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

const MONEY = { from: (stored: string | bigint) => BigInt(stored), to: (amount: bigint) => amount };

/** A refund as it is asked of a gateway. Its id is the gateway's idempotency key, so it is committed before the gateway is asked. */
@Entity('gateway_refund')
export class GatewayRefundRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' }) tenantId: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'lease_id', type: 'uuid' }) leaseId: string;
  @Column({ name: 'payment_id', type: 'uuid' }) paymentId: string;
  /** The lease's own count. */
  @Column({ name: 'refund_sequence', type: 'int' }) refundSequence: number;
  @Column({ name: 'amount_minor', type: 'bigint', transformer: MONEY }) amountMinor: bigint;
  @Column({ type: 'char', length: 3 }) currency: string;
  @Column({ name: 'gateway_payment_reference', type: 'text' }) gatewayPaymentReference: string;
  @Column({ name: 'gateway_reference', type: 'text', nullable: true }) gatewayReference: string | null;
  @Column({ type: 'text' }) state: 'asked' | 'pending' | 'succeeded' | 'failed';
  @Column({ type: 'text', nullable: true }) cause: string | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
  @VersionColumn() version: number;
}

/** A dispute as the gateway tells of it. */
@Entity('gateway_dispute')
export class GatewayDisputeRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' }) tenantId: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ name: 'lease_id', type: 'uuid' }) leaseId: string;
  @Column({ name: 'payment_id', type: 'uuid' }) paymentId: string;
  /** The lease's own count; null: nothing was left to take, or its bank only inquires. */
  @Column({ name: 'dispute_sequence', type: 'int', nullable: true }) disputeSequence: number | null;
  @Column({ type: 'text' }) gateway: string;
  @Column({ name: 'gateway_reference', type: 'text' }) gatewayReference: string;
  @Column({ name: 'amount_minor', type: 'bigint', transformer: MONEY }) amountMinor: bigint;
  @Column({ type: 'char', length: 3 }) currency: string;
  @Column({ type: 'text' }) state: 'asked' | 'open' | 'won' | 'lost';
  @Column({ type: 'text' }) reason: string;
  /** It is a refund that was made at the gateway itself, without us. */
  @Column({ name: 'is_refund', type: 'boolean', default: false }) isRefund: boolean;
  @Column({ name: 'answer_by', type: 'timestamptz', nullable: true }) answerBy: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz' }) createdAt: Date;
  @Column({ name: 'changed_at', type: 'timestamptz' }) changedAt: Date;
  @VersionColumn() version: number;
}

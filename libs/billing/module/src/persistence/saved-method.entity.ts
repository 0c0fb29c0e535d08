import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { PaymentMethodKind } from '../ports/payment-gateway';

export type SavedMethodState = 'pending' | 'failed' | 'saved' | 'removed';

/** A method that a tenant keeps with a gateway. Its id is the gateway's idempotency key for the saving, so it is committed before the gateway is asked. */
@Entity('saved_method')
export class SavedMethod {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  gateway: string;

  @Column({ type: 'text' })
  customer: string;

  @Column({ type: 'text' })
  state: SavedMethodState;

  @Column({ name: 'saving_reference', type: 'text', nullable: true })
  savingReference: string | null;

  @Column({ name: 'instrument_reference', type: 'text', nullable: true })
  instrumentReference: string | null;

  @Column({ type: 'text' })
  kind: PaymentMethodKind;

  @Column({ type: 'text', nullable: true })
  brand: string | null;

  @Column({ name: 'last_four', type: 'text', nullable: true })
  lastFour: string | null;

  @Column({ type: 'text', nullable: true })
  expires: string | null;

  @Column({ name: 'is_default', type: 'boolean' })
  isDefault: boolean;

  @Column({ type: 'text', nullable: true })
  cause: string | null;

  @Column({ name: 'saved_by', type: 'text' })
  savedBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;

  @Column({ name: 'forgotten_at', type: 'timestamptz', nullable: true })
  forgottenAt: Date | null;

  @VersionColumn()
  version: number;
}

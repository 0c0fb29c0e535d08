import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { CarrierName } from '../settings';

/** A number while a tenant rents it. */
@Entity({ name: 'did' })
export class DidEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'stock_id', type: 'uuid' })
  stockId: string;

  @Column({ type: 'text' })
  e164: string;

  @Column({ type: 'text' })
  carrier: CarrierName;

  @Column({ type: 'char', length: 2 })
  country: string;

  @Column({ type: 'text' })
  label: string;

  @Column({ name: 'queue_id', type: 'uuid', nullable: true })
  queueId: string | null;

  @Column({ name: 'rented_at', type: 'timestamptz' })
  rentedAt: Date;

  @Column({ name: 'released_at', type: 'timestamptz', nullable: true })
  releasedAt: Date | null;

  @VersionColumn()
  version: number;
}

import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { CarrierName } from '../settings';

/** A tenant's line to a carrier's network, as entered in the portal. */
@Entity({ name: 'trunk' })
export class TrunkEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  carrier: CarrierName;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  host: string;

  @Column({ type: 'int' })
  port: number;

  @Column({ type: 'text', nullable: true })
  username: string | null;

  @Column({ name: 'sealed_secret', type: 'text', nullable: true })
  sealedSecret: string | null;

  @Column({ name: 'match_addresses', type: 'text', array: true })
  matchAddresses: string[];

  @Column({ type: 'boolean' })
  register: boolean;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  @Column({ name: 'desired_gen', type: 'int' })
  desiredGen: number;

  @Column({ name: 'applied_gen', type: 'int' })
  appliedGen: number;

  @Column({ type: 'int' })
  attempts: number;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError: string | null;

  @Column({ name: 'next_try_at', type: 'timestamptz', nullable: true })
  nextTryAt: Date | null;

  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil: Date | null;

  @VersionColumn()
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

import type { WantedService } from '@seatline/telephony-domain';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import type { CarrierName } from '../settings';

/** What a seat should be at its carrier, and how far the carrier has followed. */
@Entity({ name: 'seat_endpoint' })
export class SeatEndpointEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ name: 'seat_id', type: 'uuid' })
  seatId: string;

  @Column({ type: 'text' })
  carrier: CarrierName;

  @Column({ type: 'text' })
  service: WantedService;

  /** Whose wish `service` is: an older one that comes later is not followed. */
  @Column({ name: 'wanted_revision', type: 'int', default: 0 })
  wantedRevision: number;

  @Column({ name: 'applied_service', type: 'text', default: 'none' })
  appliedService: WantedService;

  @Column({ name: 'sip_username', type: 'text' })
  sipUsername: string;

  @Column({ type: 'text' })
  ha1: string;

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

  @Column({ type: 'boolean', default: false })
  online: boolean;

  @VersionColumn()
  version: number;
}

import type { SeatService, SeatState } from '@seatline/tenancy-domain';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

@Entity('seat')
export class SeatEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'lease_id' }) leaseId: string;
  @Column('int') number: number;
  @Column('text') label: string;
  @Column('text') state: SeatState;
  @Column('text', { nullable: true }) cause: string | null;
  @Column('boolean') activated: boolean;
  @Column('boolean', { name: 'release_wanted' }) releaseWanted: boolean;
  @Column('boolean', { name: 'was_in_service' }) wasInService: boolean;
  @Column('text', { name: 'wanted_service', nullable: true }) wantedService: SeatService | null;
  @Column('int', { name: 'wanted_revision' }) wantedRevision: number;
  @Column('text', { name: 'applied_service', nullable: true }) appliedService: SeatService | null;
  @Column('uuid', { name: 'carrier_event_id', nullable: true }) carrierEventId: string | null;
  @Column('text', { name: 'failure_cause', nullable: true }) failureCause: string | null;
  @Column('int', { name: 'failed_attempts' }) failedAttempts: number;
  @Column('timestamptz', { name: 'retry_at', nullable: true }) retryAt: Date | null;
  @VersionColumn() version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What tenancy has heard from billing about a lease. */
@Entity('lease_standing')
export class LeaseStandingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid', { name: 'lease_id' }) leaseId: string;
  @Column('boolean') activated: boolean;
  @Column('boolean') suspended: boolean;
  @Column('boolean') ended: boolean;
  @Column('timestamptz', { name: 'changed_at', nullable: true }) changedAt: Date | null;
  @Column('uuid', { name: 'event_id', nullable: true }) eventId: string | null;
}

import type { MemberStatus, TenantRole } from '@seatline/tenancy-domain';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

@Entity('member')
export class MemberEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text', { name: 'display_name' }) displayName: string;
  /** Kept by the database from the person's row. */
  @Column({ type: 'text', insert: false, update: false }) email: string;
  @Column('text', { array: true }) roles: TenantRole[];
  @Column('text') status: MemberStatus;
  @VersionColumn() version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

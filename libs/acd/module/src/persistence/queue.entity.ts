import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** A line of callers and the agents who serve it; its members are rows of queue_member. */
@Entity({ name: 'queue' })
export class QueueEntity {
  @PrimaryColumn({ name: 'tenant_id', type: 'uuid' })
  tenantId: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'ring_timeout_seconds', type: 'int' })
  ringTimeoutSeconds: number;

  @Column({ name: 'wrap_up_seconds', type: 'int' })
  wrapUpSeconds: number;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt: Date | null;

  @VersionColumn()
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

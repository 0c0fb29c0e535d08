import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') zone: string;
  @Column('char', { length: 3 }) currency: string;
  @Column('char', { length: 2 }) country: string;
  @Column('text') locale: 'zh-CN' | 'en';
  @Column('text') status: 'open' | 'closed';
  @VersionColumn() version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

import { Entity, PrimaryColumn } from 'typeorm';

@Entity('seat_entitlement')
export class SeatEntitlementEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid', { name: 'seat_id' }) seatId: string;
  @PrimaryColumn('uuid', { name: 'member_id' }) memberId: string;
}

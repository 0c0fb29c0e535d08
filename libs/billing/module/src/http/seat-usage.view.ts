import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '@seatline/server';
import { Matches } from 'class-validator';
import { type SeatUsage, throughOn } from '../use-cases/read-seat-usage';
import { BYTE_ORDER_MARK, csvLine } from '../written/csv';
import { isoOrNull } from '../written/json';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class SeatUsageQuery {
  @ApiProperty({ example: '2026-03' }) @Matches(MONTH) month: string;
}

export class SeatUsagePageQuery extends PageQuery {
  @ApiProperty({ example: '2026-03' }) @Matches(MONTH) month: string;
}

export class SeatDaysView {
  @ApiProperty({ description: '= active + sublet + suspended + maintenance' }) total: number;
  @ApiProperty() active: number;
  @ApiProperty({ description: 'in service, taken over from another tenant' }) sublet: number;
  @ApiProperty() suspended: number;
  @ApiProperty() maintenance: number;
}

export class SeatDayView {
  @ApiProperty() on: string;
  @ApiProperty({ description: 'seats of the lease on this day' }) rented: number;
  @ApiProperty() active: number;
  @ApiProperty() sublet: number;
  @ApiProperty() suspended: number;
  @ApiProperty() maintenance: number;
  @ApiProperty({ description: 'most seats in use at once' }) peak: number;
  @ApiProperty({ type: String, nullable: true }) peakAt: string | null;
}

export class SpareSeatsView {
  @ApiProperty({ example: 40 }) rented: number;
  @ApiProperty({ example: 31 }) mostUsed: number;
  @ApiProperty() fromOn: string;
  @ApiProperty({ description: 'the last day of which this is said' }) throughOn: string;
  @ApiProperty({ type: String, nullable: true, description: 'the first day on which so many were used; null: none ever was' }) mostUsedOn: string | null;
}

export class LeaseSeatUsageView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() zone: string;
  @ApiProperty() seatDays: SeatDaysView;
  @ApiProperty() peak: number;
  @ApiProperty({ type: String, nullable: true }) peakAt: string | null;
  @ApiProperty({ type: SpareSeatsView, nullable: true, description: 'null: there was no seat to spare' }) spare: SpareSeatsView | null;
  @ApiProperty({ type: [SeatDayView] }) days: SeatDayView[];
}

export class SeatUsageView {
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty({ type: String, nullable: true, description: 'the last day that is told; null: the month has not begun' }) throughOn: string | null;
  @ApiProperty({ type: [LeaseSeatUsageView] }) leases: LeaseSeatUsageView[];
}

export class TenantSeatUsageView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [LeaseSeatUsageView] }) leases: LeaseSeatUsageView[];
}

export class TenantSeatUsageListView {
  @ApiProperty({ type: [TenantSeatUsageView] }) items: TenantSeatUsageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function seatUsageView(month: string, usages: readonly SeatUsage[]): SeatUsageView {
  return { month, throughOn: throughOn(usages), leases: usages.map(leaseSeatUsageView) };
}

export function leaseSeatUsageView(usage: SeatUsage): LeaseSeatUsageView {
  return {
    leaseId: usage.leaseId, leaseNumber: usage.leaseNumber, zone: usage.zone, seatDays: { ...usage.seatDays }, peak: usage.peak.seats, peakAt: isoOrNull(usage.peak.at),
    spare: usage.spare === null ? null : { ...usage.spare },
    days: usage.days.map(({ seats, at, ...day }) => ({ ...day, peak: seats, peakAt: isoOrNull(at) })),
  };
}

/** One line a day and lease: what the page draws. */
export function seatUsageFile(usages: readonly SeatUsage[]): string {
  const lines = usages.flatMap(({ leaseNumber, days }) =>
    days.map((day) => csvLine([leaseNumber, day.on, day.rented, day.active, day.sublet, day.suspended, day.maintenance, day.seats, isoOrNull(day.at)])));
  return BYTE_ORDER_MARK + csvLine(['lease', 'on', 'rented', 'active', 'sublet', 'suspended', 'maintenance', 'peak', 'peak_at']) + lines.join('');
}

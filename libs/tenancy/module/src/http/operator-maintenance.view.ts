import { ApiProperty } from '@nestjs/swagger';
import { type Instant, instant } from '@seatline/kernel';
import { type MaintenanceTarget, type WindowState, windowState } from '@seatline/tenancy-domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsRFC3339, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import type { PlannedWindow, WindowInput } from '../use-cases/plan-maintenance';

const TARGET_KINDS = ['platform', 'carrier', 'tenants'] as const;
const WINDOW_STATUSES = ['planned', 'running', 'ended', 'cancelled'] as const;

const STATUS_OF = { announced: 'planned', running: 'running', over: 'ended' } as const satisfies Record<WindowState, (typeof WINDOW_STATUSES)[number]>;

export class MaintenanceTargetInput {
  @ApiProperty({ enum: TARGET_KINDS, enumName: 'MaintenanceTargetKind' }) @IsIn(TARGET_KINDS) kind: (typeof TARGET_KINDS)[number];
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MaxLength(40) carrier?: string;
  @ApiProperty({ type: [String], required: false }) @IsOptional() @IsArray() @ArrayMaxSize(1000) @ArrayUnique() @IsUUID(undefined, { each: true }) tenantIds?: string[];
}

export class MaintenanceWindowInput {
  @ApiProperty() @ValidateNested() @Type(() => MaintenanceTargetInput) target: MaintenanceTargetInput;
  @ApiProperty() @IsRFC3339() startAt: string;
  @ApiProperty() @IsRFC3339() endAt: string;
  @ApiProperty({ maxLength: 500 }) @IsString() @MaxLength(500) note: string;
  @ApiProperty({ description: 'Needs no notice and may exceed the allowance; the excess is owed' }) @IsBoolean() emergency: boolean;
}

export class MaintenanceTargetView {
  @ApiProperty({ enum: TARGET_KINDS, enumName: 'MaintenanceTargetKind' }) kind: string;
  @ApiProperty({ required: false }) carrier?: string;
  @ApiProperty({ type: [String], required: false }) tenantIds?: string[];
}

export class MaintenanceWindowView {
  @ApiProperty() id: string;
  @ApiProperty() target: MaintenanceTargetView;
  @ApiProperty() startAt: string;
  @ApiProperty() endAt: string;
  @ApiProperty() note: string;
  @ApiProperty() emergency: boolean;
  @ApiProperty({ enum: WINDOW_STATUSES, enumName: 'MaintenanceWindowStatus' }) status: string;
  @ApiProperty() plannedBy: string;
  @ApiProperty() createdAt: string;
}

export class MaintenanceWindowListView {
  @ApiProperty({ type: [MaintenanceWindowView] }) items: MaintenanceWindowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MaintenancePlannedView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'How far an emergency exceeds a month’s allowance; 0 within it' }) excessSeconds: number;
}

export function windowInput(input: MaintenanceWindowInput): WindowInput {
  const { note, emergency } = input;
  return { target: targetOf(input.target), startAt: instantOf(input.startAt), endAt: instantOf(input.endAt), note, emergency };
}

/** RFC 3339 allows lower case and a space; ours is the strict form. */
export function instantOf(text: string): Instant {
  return instant(text.toUpperCase().replace(' ', 'T'));
}

export function targetOf({ kind, carrier = '', tenantIds = [] }: MaintenanceTargetInput): MaintenanceTarget {
  if (kind === 'platform') return { kind };
  return kind === 'carrier' ? { kind, carrier: carrier.trim() } : { kind, tenantIds };
}

export function windowView(window: PlannedWindow, now: Instant): MaintenanceWindowView {
  const { id, target, note, emergency, plannedBy } = window;
  return {
    id,
    target: targetView(target),
    startAt: new Date(window.startAt).toISOString(),
    endAt: new Date(window.endAt).toISOString(),
    note,
    emergency,
    status: window.cancelledAt !== null ? 'cancelled' : STATUS_OF[windowState(window, now)],
    plannedBy,
    createdAt: new Date(window.createdAt).toISOString(),
  };
}

export function targetView(target: MaintenanceTarget): MaintenanceTargetView {
  return target.kind === 'tenants' ? { kind: target.kind, tenantIds: [...target.tenantIds] } : { ...target };
}

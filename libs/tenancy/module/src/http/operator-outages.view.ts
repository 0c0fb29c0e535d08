import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsOptional, IsRFC3339, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { OutageInput, RecordedOutage } from '../use-cases/record-outage';
import { instantOf, MaintenanceTargetInput, MaintenanceTargetView, targetOf, targetView } from './operator-maintenance.view';

export class OutageInputBody {
  @ApiProperty() @ValidateNested() @Type(() => MaintenanceTargetInput) target: MaintenanceTargetInput;
  @ApiProperty() @IsRFC3339() startAt: string;
  @ApiProperty({ description: 'not later than now' }) @IsRFC3339() endAt: string;
  @ApiProperty({ maxLength: 500, description: 'tenants read it' }) @IsString() @Matches(/\S/) @MaxLength(500) reason: string;
}

export class OutageWithdrawalInput {
  @ApiProperty({ maxLength: 500 }) @IsString() @Matches(/\S/) @MaxLength(500) reason: string;
  @ApiProperty({ required: false, default: false, description: 'leases that were credited keep their credit; it is withdrawn for the others' }) @IsOptional() @IsBoolean() keepCredited?: boolean;
}

export class OutageView {
  @ApiProperty() id: string;
  @ApiProperty() target: MaintenanceTargetView;
  @ApiProperty() startAt: string;
  @ApiProperty() endAt: string;
  @ApiProperty() reason: string;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ description: 'by the watch over carriers; recorded by a person otherwise' }) measured: boolean;
  @ApiProperty() recordedAt: string;
  @ApiProperty({ description: 'whether every tenant that it touched has been told' }) told: boolean;
  @ApiProperty({ type: String, nullable: true }) withdrawnAt: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnBy: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawalReason: string | null;
}

export class OutageListView {
  @ApiProperty({ type: [OutageView] }) items: OutageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class OutageRecordedView {
  @ApiProperty() id: string;
}

export function outageInput(input: OutageInputBody): OutageInput {
  return { target: targetOf(input.target), startAt: instantOf(input.startAt), endAt: instantOf(input.endAt), reason: input.reason.trim() };
}

export function outageView(outage: RecordedOutage): OutageView {
  const { id, reason, recordedBy } = outage;
  return {
    id,
    target: targetView(outage.target),
    startAt: new Date(outage.startAt).toISOString(),
    endAt: new Date(outage.endAt).toISOString(),
    reason,
    recordedBy,
    measured: outage.measuredAs !== null,
    recordedAt: new Date(outage.recordedAt).toISOString(),
    told: outage.toldToAllAt !== null,
    withdrawnAt: outage.withdrawnAt === null ? null : new Date(outage.withdrawnAt).toISOString(),
    withdrawnBy: outage.withdrawnBy,
    withdrawalReason: outage.withdrawalReason,
  };
}

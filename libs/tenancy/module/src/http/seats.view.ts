import { ApiProperty } from '@nestjs/swagger';
import { SEAT_STATES, type SeatState } from '@seatline/tenancy-domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { HeldSeatRow, SeatHistoryRow } from '../use-cases/read-lists';

export class SeatMemberView {
  @ApiProperty() memberId: string;
  @ApiProperty() displayName: string;
}

export class SeatHolderView extends SeatMemberView {
  @ApiProperty() since: string;
}

export class SeatView {
  @ApiProperty() id: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ description: 'Counts the seats of the lease from 1' }) number: number;
  @ApiProperty() label: string;
  @ApiProperty({ enum: SEAT_STATES, enumName: 'SeatState' }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is suspended or failed, as a code' }) cause: string | null;
  @ApiProperty({ description: 'Failures in a row' }) failedAttempts: number;
  @ApiProperty({ type: String, nullable: true, description: 'When it is tried again by itself' }) retryAt: string | null;
  @ApiProperty({ type: [SeatMemberView], description: 'Members who may use it' }) entitled: SeatMemberView[];
  @ApiProperty({ type: SeatHolderView, nullable: true, description: 'Who sits there now' }) holder: SeatHolderView | null;
}

export class SeatListView {
  @ApiProperty({ type: [SeatView] }) items: SeatView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class SeatMoveView {
  @ApiProperty() at: string;
  @ApiProperty({ enum: SEAT_STATES, enumName: 'SeatState', nullable: true }) fromState: string | null;
  @ApiProperty({ enum: SEAT_STATES, enumName: 'SeatState' }) toState: string;
  @ApiProperty({ type: String, nullable: true }) cause: string | null;
}

export class SeatDetailView extends SeatView {
  @ApiProperty({ type: [SeatMoveView], description: 'Latest first' }) history: SeatMoveView[];
}

export class SeatQuery {
  @ApiProperty({ enum: SEAT_STATES, enumName: 'SeatState', required: false }) @IsOptional() @IsIn(SEAT_STATES) state?: SeatState;
}

export class SeatChangeInput {
  @ApiProperty({ maxLength: 40 }) @IsString() @MaxLength(200) label: string;
}

export class EntitlementsInput {
  @ApiProperty({ type: [String], format: 'uuid' }) @IsArray() @ArrayMaxSize(500) @ArrayUnique() @IsUUID(undefined, { each: true }) memberIds: string[];
}

export function seatView(row: HeldSeatRow): SeatView {
  return { ...row, retryAt: row.retryAt?.toISOString() ?? null };
}

export function seatDetailView(seat: HeldSeatRow, history: readonly SeatHistoryRow[]): SeatDetailView {
  return { ...seatView(seat), history: history.map(({ at, fromState, toState, cause }) => ({ at: at.toISOString(), fromState, toState, cause })) };
}

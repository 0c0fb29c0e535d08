import { ApiProperty } from '@nestjs/swagger';
import { type MeterReading, roomUnderCap, SPENDING_METERS, type SpendingMeter } from '@seatline/billing-domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Matches, ValidateNested } from 'class-validator';
import type { Spending, SpendingNoticeRow } from '../reads/spending';
import { amountText, rateText } from '../written/amounts';
import { iso } from '../written/json';
import { microsPerMinor } from '../written/micros';

const SCOPES = ['tenant', 'seat'] as const;
const PERIODS = ['day', 'month'] as const;
const SIDES = ['tenant', 'operator'] as const;
const NOTICES = ['cap', 'low-balance'] as const;
const MOST_CAPS = 2_000;
const EVERY_SEAT = '00000000-0000-0000-0000-000000000000';

export class SpendingMeterView {
  @ApiProperty({ enum: SPENDING_METERS, enumName: 'SpendingMeter' }) meter: SpendingMeter;
  @ApiProperty({ description: 'of calls that are over, before tax' }) spent: string;
  @ApiProperty({ description: 'held for calls that go on' }) reserved: string;
  @ApiProperty({ type: String, nullable: true, description: 'the cap that holds: the lower of the tenant’s own and the operator’s' }) cap: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what may still be spent' }) room: string | null;
  @ApiProperty({ description: 'of the meters shown together, the one that leaves least' }) binds: boolean;
}

export class SeatSpendingView {
  @ApiProperty() seatId: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: [SpendingMeterView] }) meters: SpendingMeterView[];
}

export class SpendingCapView {
  @ApiProperty({ enum: SIDES, enumName: 'SpendingCapSide' }) setBy: (typeof SIDES)[number];
  @ApiProperty({ enum: SCOPES, enumName: 'SpendingScope' }) scope: (typeof SCOPES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'null: the tenant as a whole, or every seat' }) seatId: string | null;
  @ApiProperty({ enum: PERIODS, enumName: 'SpendingPeriod' }) period: (typeof PERIODS)[number];
  @ApiProperty() amount: string;
}

export class SpendingView {
  @ApiProperty() currency: string;
  @ApiProperty() zone: string;
  @ApiProperty() dayOn: string;
  @ApiProperty({ description: 'the first day of the month that is counted' }) monthOn: string;
  @ApiProperty({ type: [SpendingMeterView] }) meters: SpendingMeterView[];
  @ApiProperty({ type: [SeatSpendingView] }) seats: SeatSpendingView[];
  @ApiProperty({ type: [SpendingCapView] }) caps: SpendingCapView[];
}

export class SpendingCapInput {
  @ApiProperty({ enum: SCOPES, enumName: 'SpendingScope' })
  @IsIn(SCOPES)
  scope: (typeof SCOPES)[number];

  @ApiProperty({ required: false, description: 'a cap of one seat; without it, of every seat that has none of its own', format: 'uuid' })
  @IsOptional()
  @IsUUID()
  seatId?: string;

  @ApiProperty({ enum: PERIODS, enumName: 'SpendingPeriod' })
  @IsIn(PERIODS)
  period: (typeof PERIODS)[number];

  @ApiProperty({ description: 'a decimal in the tenant’s currency, before tax', example: '100.00' })
  @IsString()
  @Matches(/^[0-9]{1,13}(\.[0-9]{1,6})?$/)
  amount: string;
}

export class SpendingCapsInput {
  @ApiProperty({ type: [SpendingCapInput], description: 'all of them: what is left out is capped no more' })
  @IsArray()
  @ArrayMaxSize(MOST_CAPS)
  @ValidateNested({ each: true })
  @Type(() => SpendingCapInput)
  caps: SpendingCapInput[];
}

export class SpendingNoticeView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: NOTICES, enumName: 'SpendingNoticeKind' }) kind: (typeof NOTICES)[number];
  @ApiProperty() at: string;
  @ApiProperty() currency: string;
  @ApiProperty({ enum: SPENDING_METERS, enumName: 'SpendingMeter', nullable: true }) meter: SpendingMeter | null;
  @ApiProperty({ type: Number, nullable: true, description: 'the share of the cap that was reached' }) percent: number | null;
  @ApiProperty({ type: String, nullable: true }) startsOn: string | null;
  @ApiProperty({ type: String, nullable: true }) seatLabel: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the cap, or the balance below which the tenant wanted to be told' }) limit: string | null;
  @ApiProperty({ type: String, nullable: true }) balance: string | null;
}

export class SpendingNoticeListView {
  @ApiProperty({ type: [SpendingNoticeView] }) items: SpendingNoticeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function spendingView(spending: Spending): SpendingView {
  const { currency } = spending;
  return {
    currency,
    zone: spending.zone,
    dayOn: spending.dayOn,
    monthOn: spending.monthOn,
    meters: metersView(spending.tenant, currency),
    seats: spending.seats.map(({ seatId, label, readings }) => ({ seatId, label, meters: metersView(readings, currency) })),
    caps: spending.caps.map((cap) => ({
      setBy: cap.set_by, scope: cap.scope, seatId: cap.seat_id === EVERY_SEAT ? null : cap.seat_id, period: cap.period, amount: amountText(currency, cap.cap_minor),
    })),
  };
}

function metersView(readings: readonly MeterReading[], currency: string): SpendingMeterView[] {
  const rooms = readings.map(roomUnderCap);
  const least = rooms.reduce<bigint | null>((low, room) => (room !== null && (low === null || room < low) ? room : low), null);
  const binding = least === null ? -1 : rooms.indexOf(least);
  return readings.map((reading, place) => ({
    meter: reading.meter,
    spent: rateText(currency, reading.spentMicros),
    reserved: rateText(currency, reading.reservedMicros),
    cap: reading.capMicros === null ? null : amountText(currency, reading.capMicros / microsPerMinor(currency)),
    room: rooms[place] === null || rooms[place] === undefined ? null : rateText(currency, rooms[place]),
    binds: place === binding,
  }));
}

export function spendingNoticeView(row: SpendingNoticeRow): SpendingNoticeView {
  const { facts } = row;
  return {
    id: row.id,
    kind: row.kind,
    at: iso(row.at),
    currency: facts.currency,
    meter: facts.meter ?? null,
    percent: facts.percent ?? null,
    startsOn: facts.startsOn ?? null,
    seatLabel: row.seat_label,
    limit: facts.cap ?? facts.line ?? null,
    balance: facts.balance ?? null,
  };
}

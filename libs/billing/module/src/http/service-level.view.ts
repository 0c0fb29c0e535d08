import { ApiProperty } from '@nestjs/swagger';
import { type CivilDate, parseCivilDate } from '@seatline/kernel';
import { IsOptional, Matches } from 'class-validator';
import type { GivenCredit, ServiceLevel } from '../use-cases/read-service-level';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';

export class ServiceLevelQuery {
  @ApiProperty({ required: false, description: 'a calendar month, 2026-03; the present one where it is left out' })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;
}

export class ServiceLevelTermsView {
  @ApiProperty({ enum: ['by-time', 'by-days'], enumName: 'ServiceCreditBasis' }) creditBasis: 'by-time' | 'by-days';
  @ApiProperty({ description: 'by days: so many minutes lost of a day are no lost day' }) dayThresholdMinutes: number;
  @ApiProperty({ description: 'of outages so many minutes a seat and month are not given back' }) toleratedMinutes: number;
  @ApiProperty({ description: 'of a seat’s rent at most so much is given back, in percent' }) capPercent: number;
}

export class SeatAvailabilityView {
  @ApiProperty({ type: [Number] }) seats: number[];
  @ApiProperty({ description: 'time held, without maintenance and suspensions' }) promisedSeconds: number;
  @ApiProperty() maintenanceSeconds: number;
  @ApiProperty() outageSeconds: number;
  @ApiProperty({ type: String, nullable: true, description: 'percent with four decimals, rounded down' }) availablePercent: string | null;
}

export class ServiceInterruptionView {
  @ApiProperty({ description: 'of the window, or of the outage' }) id: string;
  @ApiProperty({ enum: ['maintenance', 'outage'], enumName: 'InterruptionKind' }) kind: 'maintenance' | 'outage';
  @ApiProperty() startAt: string;
  @ApiProperty() endAt: string;
  @ApiProperty() reason: string;
  @ApiProperty({ description: 'beyond the allowance; of an outage, outside of maintenance; of one that was withdrawn, nothing' }) creditableSeconds: number;
  @ApiProperty({ type: String, nullable: true, description: 'why it counts for nothing; null while it stands' }) withdrawn: string | null;
}

export class ServiceCreditView {
  @ApiProperty() number: number;
  @ApiProperty() givenAt: string;
  @ApiProperty() seats: number;
  @ApiProperty({ description: 'the invoice whose rent it gives back' }) ofInvoiceNumber: string;
  @ApiProperty({ type: String, nullable: true }) invoiceId: string | null;
  @ApiProperty({ description: 'the invoice or credit note on which it stands' }) documentNumber: string;
  @ApiProperty({ enum: ['invoice', 'credit-note'], enumName: 'ServiceCreditCarrier' }) by: 'invoice' | 'credit-note';
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
}

export class ComingCreditView {
  @ApiProperty() seats: number;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
  @ApiProperty({ enum: ['invoice', 'credit-note'], enumName: 'ServiceCreditCarrier' }) by: 'invoice' | 'credit-note';
  @ApiProperty({ description: 'the day on which it is issued' }) on: string;
}

export class ServiceLevelView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: '2026-03' }) month: string;
  @ApiProperty({ type: ServiceLevelTermsView }) terms: ServiceLevelTermsView;
  @ApiProperty({ type: [SeatAvailabilityView] }) availability: SeatAvailabilityView[];
  @ApiProperty({ type: [ServiceInterruptionView], description: 'that touch the month' }) interruptions: ServiceInterruptionView[];
  @ApiProperty({ type: [ServiceCreditView], description: 'all that was given back so far, the latest first' }) credits: ServiceCreditView[];
  @ApiProperty({ type: ComingCreditView, nullable: true, description: 'what will be given back' }) coming: ComingCreditView | null;
}

export function monthOf({ month }: ServiceLevelQuery): CivilDate | null {
  return month === undefined ? null : parseCivilDate(`${month}-01`);
}

export function serviceLevelView({ monthOn, availability, interruptions, credits, coming, ...level }: ServiceLevel): ServiceLevelView {
  const { currency } = level;
  return {
    ...level,
    month: monthOn.slice(0, 7),
    availability: availability.map(({ seats, availablePpm, ...seconds }) => ({ seats: [...seats], ...seconds, availablePercent: availablePpm === null ? null : percentText(availablePpm) })),
    interruptions: interruptions.map((each) => ({
      id: each.ref, kind: each.kind, startAt: iso(each.startAt), endAt: iso(each.endAt), reason: each.reason, creditableSeconds: each.creditableSeconds, withdrawn: each.withdrawn?.reason ?? null,
    })),
    credits: credits.map((credit) => creditView(credit, currency)).reverse(),
    coming: coming && { seats: coming.seats, ...amountsOf(coming, currency), by: coming.by, on: coming.on },
  };
}

/** Parts per million as percent: 999305 is 99.9305. */
function percentText(ppm: number): string {
  return `${Math.floor(ppm / 10_000)}.${String(ppm % 10_000).padStart(4, '0')}`;
}

function amountsOf({ netMinor, taxMinor }: { readonly netMinor: bigint; readonly taxMinor: bigint }, currency: string): Pick<ServiceCreditView, 'net' | 'tax' | 'total'> {
  return { net: amountText(currency, netMinor), tax: amountText(currency, taxMinor), total: amountText(currency, netMinor + taxMinor) };
}

function creditView(credit: GivenCredit, currency: string): ServiceCreditView {
  const { documentNumber, invoiceId, ofInvoiceNumber } = credit;
  return {
    number: credit.number, givenAt: iso(credit.givenAt), seats: credit.seats.length, ofInvoiceNumber, invoiceId, documentNumber,
    by: invoiceId === null ? 'credit-note' : 'invoice', ...amountsOf(credit, currency),
  };
}

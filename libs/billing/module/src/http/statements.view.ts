import type { AccountSides } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { addMonths, type CivilDate, civilDate } from '@seatline/kernel';
import { Problem } from '@seatline/server';
import type { AccountStatement, LeaseStatement, StatementSpan } from '../use-cases/read-statement';
import { amountText } from '../written/amounts';
import { BYTE_ORDER_MARK, csvLine } from '../written/csv';
import { iso, readDate } from '../written/json';

export class StatementQuery {
  @ApiProperty({ required: false, description: 'a calendar month such as 2026-03, or `from` and `to`; the present month where all are left out' })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;

  @ApiProperty({ required: false, format: 'date', description: 'the first day' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  from?: string;

  @ApiProperty({ required: false, format: 'date', description: 'the first day that is not told any more' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  to?: string;
}

export class StatementPaperQuery {
  @ApiProperty({ required: false, description: 'a calendar month such as 2026-03; the present one where it is left out' })
  @IsOptional()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])$/)
  month?: string;

  @ApiProperty({ enum: ['zh-CN', 'en'], enumName: 'DocumentLanguage', required: false, default: 'zh-CN' })
  @IsOptional()
  @IsIn(['zh-CN', 'en'])
  language?: 'zh-CN' | 'en';
}

export function monthOf({ month }: StatementPaperQuery): CivilDate | null {
  return month === undefined ? null : civilDate(`${month}-01`);
}

export class AccountSidesView {
  @ApiProperty({ description: 'what the tenant owes' }) receivable: string;
  @ApiProperty({ description: 'deposit that is held' }) deposit: string;
  @ApiProperty({ description: 'the tenant’s money that serves no invoice yet' }) unapplied: string;
  @ApiProperty({ description: 'deposit that is owed back' }) refundable: string;
}

export class StatementLineView {
  @ApiProperty({ description: 'of the ledger transaction' }) id: string;
  @ApiProperty({ description: 'invoice, payment, allocation, credit-note, deposit-release, deposit-settlement, refund-payout, …' }) kind: string;
  @ApiProperty() ref: string;
  @ApiProperty({ type: String, nullable: true, description: 'a printed number, or the bank’s reference' }) document: string | null;
  @ApiProperty() bookedOn: string;
  @ApiProperty() bookedAt: string;
  @ApiProperty({ description: 'the bank’s date of money that came or went' }) valueOn: string;
  @ApiProperty({ type: AccountSidesView }) moved: AccountSidesView;
  @ApiProperty({ type: AccountSidesView }) after: AccountSidesView;
}

export class LeaseStatementView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'nothing can be booked into these days any more' }) final: boolean;
  @ApiProperty({ type: AccountSidesView }) opening: AccountSidesView;
  @ApiProperty({ type: [StatementLineView] }) lines: StatementLineView[];
  @ApiProperty({ type: AccountSidesView }) closing: AccountSidesView;
}

export class StatementTotalView {
  @ApiProperty() currency: string;
  @ApiProperty({ type: AccountSidesView }) opening: AccountSidesView;
  @ApiProperty({ type: AccountSidesView }) closing: AccountSidesView;
}

export class StatementView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() fromOn: string;
  @ApiProperty({ description: 'the first day that is not told any more' }) toOn: string;
  @ApiProperty({ type: [LeaseStatementView] }) leases: LeaseStatementView[];
  @ApiProperty({ type: [StatementTotalView] }) totals: StatementTotalView[];
}

/** Null where nothing is said: the month that it is. @throws Problem invalid-input */
export function spanOf({ month, from, to }: StatementQuery): StatementSpan | null {
  if (month === undefined && from === undefined && to === undefined) return null;
  if (month !== undefined && from === undefined && to === undefined) {
    const fromOn = readDate('month', `${month}-01`);
    return { fromOn, toOn: addMonths(fromOn, 1) };
  }
  if (month === undefined && from !== undefined && to !== undefined) return { fromOn: readDate('from', from), toOn: readDate('to', to) };
  throw new Problem('invalid-input', { faults: 'either month, or from and to' });
}

function sidesView(currency: string, sides: AccountSides): AccountSidesView {
  const amount = (minor: bigint): string => amountText(currency, minor);
  return {
    receivable: amount(sides.receivableMinor), deposit: amount(sides.depositMinor), unapplied: amount(sides.unappliedMinor),
    refundable: amount(sides.refundableMinor),
  };
}

function leaseStatementView(statement: LeaseStatement): LeaseStatementView {
  const { leaseId, leaseNumber, zone, currency, isFinal, opening, lines, closing } = statement;
  return {
    leaseId, leaseNumber, zone, currency,
    final: isFinal,
    opening: sidesView(currency, opening),
    lines: lines.map(({ booking, moved, after }) => ({
      id: booking.id,
      kind: booking.kind,
      ref: booking.ref,
      document: booking.document,
      bookedOn: booking.bookedOn,
      bookedAt: iso(booking.bookedAt),
      valueOn: booking.countsFromOn,
      moved: sidesView(currency, moved),
      after: sidesView(currency, after),
    })),
    closing: sidesView(currency, closing),
  };
}

export function statementView({ tenantId, tenantName, fromOn, toOn, leases, totals }: AccountStatement): StatementView {
  return {
    tenantId, tenantName, fromOn, toOn,
    leases: leases.map(leaseStatementView),
    totals: totals.map(({ currency, opening, closing }) => ({ currency, opening: sidesView(currency, opening), closing: sidesView(currency, closing) })),
  };
}

const SIDES = ['receivable', 'deposit', 'unapplied', 'refundable'] as const;
const CSV_HEADER = ['lease', 'booked_on', 'value_on', 'kind', 'ref', 'document', 'currency', ...SIDES, ...SIDES.map((side) => `${side}_after`)];

/** One row a booking, between an opening and a closing row for each lease. */
export function statementCsv(statement: AccountStatement): string {
  const { leases, fromOn, toOn } = statementView(statement);
  const nothing = SIDES.map(() => '');
  const rows = leases.flatMap(({ leaseNumber, currency, opening, lines, closing }) => {
    const values = (sides: AccountSidesView): string[] => SIDES.map((side) => sides[side]);
    const edge = (on: string, kind: string, sides: AccountSidesView) => [leaseNumber, on, on, kind, '', '', currency, ...nothing, ...values(sides)];
    return [
      edge(fromOn, 'opening', opening),
      ...lines.map((line) => [
        leaseNumber, line.bookedOn, line.valueOn, line.kind, line.ref, line.document ?? '', currency, ...values(line.moved), ...values(line.after),
      ]),
      edge(toOn, 'closing', closing),
    ];
  });
  return BYTE_ORDER_MARK + [CSV_HEADER, ...rows].map(csvLine).join('');
}

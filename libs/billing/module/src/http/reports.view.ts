import { RECEIVABLE_AGES, type ReceivableAge } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { DepositRow } from '../reads/reports/owed-and-held';
import type { AgedLease, RevenueMonth, TrialBalance } from '../use-cases/bookkeeper-reports';
import { amountText } from '../written/amounts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = ['asset', 'liability', 'income', 'expense'] as const;

/** Reports that can be had as a file. */
export const REPORT_FILES = ['trial-balance', 'receivables', 'deposits', 'revenue'] as const;
export type ReportFile = (typeof REPORT_FILES)[number];

export class ReportDayQuery {
  @ApiProperty({ description: 'as of the end of this day', example: '2026-03-31' }) @Matches(DATE) on: string;
}

export class ReportSpanQuery {
  @ApiProperty({ example: '2026-01-01' }) @Matches(DATE) from: string;
  @ApiProperty({ example: '2026-03-31', description: 'included' }) @Matches(DATE) to: string;
}

export class ReportFileQuery {
  @ApiProperty({ enum: REPORT_FILES, enumName: 'ReportFile' }) @IsIn(REPORT_FILES) report: ReportFile;
  @ApiProperty({ required: false, description: 'revenue: any day of the first month', example: '2026-01-01' }) @IsOptional() @Matches(DATE) from?: string;
  @ApiProperty({ description: 'the day of the report; revenue: any day of the last month', example: '2026-03-31' }) @Matches(DATE) to: string;
}

class SheetView {
  @ApiProperty() legalEntityId: string;
  @ApiProperty() legalEntityCode: string;
  @ApiProperty() legalEntityName: string;
  @ApiProperty() currency: string;
}

export class AccountBalanceView {
  @ApiProperty() account: string;
  @ApiProperty({ enum: KINDS, enumName: 'LedgerAccountKind' }) kind: (typeof KINDS)[number];
  @ApiProperty() debit: string;
  @ApiProperty() credit: string;
  @ApiProperty({ description: 'debit less credit, as entered' }) balance: string;
  @ApiProperty({ description: 'the same with rent recognised by day' }) balanceByDay: string;
}

export class TrialBalanceView extends SheetView {
  @ApiProperty({ type: [AccountBalanceView] }) accounts: AccountBalanceView[];
  @ApiProperty() debit: string;
  @ApiProperty({ description: 'equal to debit' }) credit: string;
}

export class TrialBalanceListView {
  @ApiProperty({ type: [TrialBalanceView] }) items: TrialBalanceView[];
}

export class AgedLeaseView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() notDue: string;
  @ApiProperty() days1To15: string;
  @ApiProperty() days16To30: string;
  @ApiProperty() days31To60: string;
  @ApiProperty() days61To90: string;
  @ApiProperty() daysOver90: string;
  @ApiProperty() total: string;
}

export class ReceivablesView extends SheetView {
  @ApiProperty({ type: [AgedLeaseView] }) leases: AgedLeaseView[];
  @ApiProperty() total: string;
}

export class ReceivablesListView {
  @ApiProperty({ type: [ReceivablesView] }) items: ReceivablesView[];
}

export class HeldDepositView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() deposit: string;
}

export class DepositsView extends SheetView {
  @ApiProperty({ type: [HeldDepositView] }) leases: HeldDepositView[];
  @ApiProperty() total: string;
}

export class DepositsListView {
  @ApiProperty({ type: [DepositsView] }) items: DepositsView[];
}

export class RevenueMonthView {
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty({ description: 'earned by day' }) rent: string;
  @ApiProperty() telephone: string;
  @ApiProperty({ description: 'other income less expenses' }) other: string;
  @ApiProperty() total: string;
  @ApiProperty({ description: 'invoiced rent still to be earned when the month is over' }) deferred: string;
  @ApiProperty({ description: 'what closes of periods entered as rent revenue in the month' }) enteredRent: string;
}

export class RevenueView extends SheetView {
  @ApiProperty({ type: [RevenueMonthView] }) months: RevenueMonthView[];
}

export class RevenueListView {
  @ApiProperty({ type: [RevenueView] }) items: RevenueView[];
}

const AGE_FIELD: Readonly<Record<ReceivableAge, keyof AgedLeaseView>> = {
  'not-due': 'notDue', '1-15': 'days1To15', '16-30': 'days16To30', '31-60': 'days31To60', '61-90': 'days61To90', 'over-90': 'daysOver90',
};

export function trialBalanceView({ accounts, ...sheet }: TrialBalance): TrialBalanceView {
  const text = (minor: bigint): string => amountText(sheet.currency, minor);
  return {
    ...sheet,
    accounts: accounts.map(({ account, kind, debitMinor, creditMinor, balanceMinor, byDayMinor }) => ({
      account, kind, debit: text(debitMinor), credit: text(creditMinor), balance: text(balanceMinor), balanceByDay: text(byDayMinor),
    })),
    debit: text(accounts.reduce((sum, { debitMinor }) => sum + debitMinor, 0n)),
    credit: text(accounts.reduce((sum, { creditMinor }) => sum + creditMinor, 0n)),
  };
}

export function receivablesView({ leases, ...sheet }: { currency: string; leases: readonly AgedLease[] } & SheetView): ReceivablesView {
  const text = (minor: bigint): string => amountText(sheet.currency, minor);
  return {
    ...sheet,
    leases: leases.map((lease) => {
      const ages = Object.fromEntries(RECEIVABLE_AGES.map((age) => [AGE_FIELD[age], text(lease.ages[age] ?? 0n)])) as Omit<AgedLeaseView, keyof LeaseNames>;
      return { ...namesOf(lease), ...ages, total: text(lease.totalMinor) };
    }),
    total: text(leases.reduce((sum, { totalMinor }) => sum + totalMinor, 0n)),
  };
}

export function depositsView({ leases, ...sheet }: { leases: readonly DepositRow[] } & SheetView): DepositsView {
  const text = (minor: bigint): string => amountText(sheet.currency, minor);
  return {
    ...sheet,
    leases: leases.map((lease) => ({ ...namesOf(lease), deposit: text(lease.deposit_minor) })),
    total: text(leases.reduce((sum, lease) => sum + lease.deposit_minor, 0n)),
  };
}

export function revenueView({ months, ...sheet }: { months: readonly RevenueMonth[] } & SheetView): RevenueView {
  const text = (minor: bigint): string => amountText(sheet.currency, minor);
  return {
    ...sheet,
    months: months.map((month) => ({
      month: month.month.slice(0, 7),
      rent: text(month.rentMinor),
      telephone: text(month.telephoneMinor),
      other: text(month.otherMinor),
      total: text(month.rentMinor + month.telephoneMinor + month.otherMinor),
      deferred: text(month.deferredMinor),
      enteredRent: text(month.enteredRentMinor),
    })),
  };
}

type LeaseNames = Pick<HeldDepositView, 'tenantId' | 'tenantName' | 'leaseId' | 'leaseNumber'>;

function namesOf(row: Pick<DepositRow, 'tenant_id' | 'tenant_name' | 'lease_id' | 'lease_number'>): LeaseNames {
  return { tenantId: row.tenant_id, tenantName: row.tenant_name, leaseId: row.lease_id, leaseNumber: row.lease_number };
}

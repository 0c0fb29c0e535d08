import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { MatchReason } from '@seatline/billing-domain';
import { CurrentPrincipal, IdPipe, pageOf, PageQuery, type Principal, RequirePermission, windowOf } from '@seatline/server';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { BANK_LINE_STATES, type BankLineState } from '../reads/bank-lines';
import { BankLinesDesk, type ListedBankLine } from '../use-cases/bank-lines-desk';
import { amountText } from '../written/amounts';

const LINE_ID = new IdPipe('bank line');
const REASONS = [
  'wallet-name', 'invoice-number', 'lease-number', 'amount-of-named', 'amount-of-invoice', 'amount-of-lease', 'payer-account', 'payer-name', 'tenant-name',
] as const satisfies readonly MatchReason[];

export class BankLinesQuery extends PageQuery {
  @ApiProperty({ enum: BANK_LINE_STATES, enumName: 'BankLineState', required: false }) @IsOptional() @IsIn(BANK_LINE_STATES) state?: BankLineState;
  @ApiProperty({ required: false }) @IsOptional() @IsUUID() accountId?: string;
}

export class MatchProposalView {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ description: 'from 1 to 99' }) confidence: number;
  @ApiProperty({ enum: REASONS, enumName: 'MatchReason', isArray: true }) reasons: MatchReason[];
  @ApiProperty({ type: [String] }) namedInvoices: string[];
  @ApiProperty({ description: 'the remark names the lease’s wallet' }) forWallet: boolean;
}

export class BankLineView {
  @ApiProperty() id: string;
  @ApiProperty() accountName: string;
  @ApiProperty() valueOn: string;
  @ApiProperty() amount: string;
  @ApiProperty() currency: string;
  @ApiProperty() reference: string;
  @ApiProperty() payerName: string;
  @ApiProperty() payerAccount: string;
  @ApiProperty() remark: string;
  @ApiProperty({ enum: BANK_LINE_STATES, enumName: 'BankLineState' }) state: BankLineState;
  @ApiProperty({ description: 'it is above the account’s limit' }) needsSecondPerson: boolean;
  @ApiProperty({ type: String, nullable: true }) tenantId: string | null;
  @ApiProperty({ type: String, nullable: true }) tenantName: string | null;
  @ApiProperty({ type: String, nullable: true }) leaseId: string | null;
  @ApiProperty({ type: String, nullable: true }) leaseNumber: string | null;
  @ApiProperty() forOrder: boolean;
  @ApiProperty({ description: 'it is, or will be, a top-up of the lease’s wallet' }) forWallet: boolean;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ description: 'the reader is the one who confirmed it first' }) confirmedByReader: boolean;
  @ApiProperty({ type: String, nullable: true }) secondBy: string | null;
  @ApiProperty({ type: String, nullable: true }) ignoredReason: string | null;
  @ApiProperty({ type: String, nullable: true }) ignoredBy: string | null;
  @ApiProperty({ type: [MatchProposalView] }) proposals: MatchProposalView[];
}

export class BankLineListView {
  @ApiProperty({ type: [BankLineView] }) items: BankLineView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class BankLineConfirmation {
  @ApiProperty() @IsUUID() tenantId: string;
  @ApiProperty() @IsUUID() leaseId: string;
  @ApiProperty({ required: false, default: false, description: 'the oldest standing order is filled first' }) @IsOptional() @IsBoolean() forOrder?: boolean;
  @ApiProperty({ required: false, default: false, description: 'a top-up of the lease’s wallet' }) @IsOptional() @IsBoolean() forWallet?: boolean;
}

export class BankLineStateView {
  @ApiProperty({ enum: BANK_LINE_STATES, enumName: 'BankLineState' }) state: BankLineState;
}

export class IgnoreInput {
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

/** Money that came in on the operator's accounts, and whose it is. */
@ApiTags('operator')
@Controller('operator/bank-lines')
export class BankLinesController {
  constructor(private readonly desk: BankLinesDesk) {}

  @Get()
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'listBankLines', summary: 'Lines of statements with what became of them; open ones with whose they may be' })
  @ApiOkResponse({ type: BankLineListView })
  async list(@CurrentPrincipal() principal: Principal, @Query() query: BankLinesQuery): Promise<BankLineListView> {
    const lines = await this.desk.list({ ...windowOf(query), state: query.state, accountId: query.accountId });
    return pageOf(lines, query, (line) => lineView(line, principal));
  }

  @Post(':id/confirmation')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'confirmBankLine', summary: 'Says whose payment it is; above the limit a second person says the same, then it is booked' })
  @ApiOkResponse({ type: BankLineStateView })
  async confirm(@CurrentPrincipal() principal: Principal, @Param('id', LINE_ID) id: string, @Body() input: BankLineConfirmation): Promise<BankLineStateView> {
    return { state: await this.desk.confirm(principal, id, { tenantId: input.tenantId, leaseId: input.leaseId, forOrder: input.forOrder ?? false, forWallet: input.forWallet ?? false }) };
  }

  @Post(':id/withdrawal')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'withdrawBankLine', summary: 'Takes back a confirmation that still waits for its second person' })
  @ApiNoContentResponse()
  async withdraw(@CurrentPrincipal() principal: Principal, @Param('id', LINE_ID) id: string): Promise<void> {
    await this.desk.withdraw(principal, id);
  }

  @Post(':id/ignore')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'ignoreBankLine', summary: 'Sets a line aside that is no tenant’s money' })
  @ApiNoContentResponse()
  async ignore(@CurrentPrincipal() principal: Principal, @Param('id', LINE_ID) id: string, @Body() input: IgnoreInput): Promise<void> {
    await this.desk.ignore(principal, id, input.reason.trim());
  }
}

function lineView({ row, proposals }: ListedBankLine, reader: Principal): BankLineView {
  return {
    id: row.id,
    accountName: row.account_name,
    valueOn: row.value_on,
    amount: amountText(row.currency, row.amount_minor),
    currency: row.currency,
    reference: row.reference,
    payerName: row.payer_name,
    payerAccount: row.payer_account,
    remark: row.remark,
    state: row.state,
    needsSecondPerson: row.amount_minor > row.limit_minor,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    leaseId: row.lease_id,
    leaseNumber: row.lease_number,
    forOrder: row.for_order ?? false,
    forWallet: row.for_wallet ?? false,
    confirmedBy: row.confirmed_by_name,
    confirmedByReader: row.confirmed_by === reader.personId,
    secondBy: row.second_by_name,
    ignoredReason: row.ignored_reason,
    ignoredBy: row.ignored_by,
    proposals: proposals.map(({ confidence, reasons, namedInvoices, forWallet, candidate }) => ({
      tenantId: candidate.tenantId, tenantName: candidate.tenantName, leaseId: candidate.leaseId, leaseNumber: candidate.leaseNumber, confidence,
      reasons: [...reasons], namedInvoices: [...namedInvoices], forWallet,
    })),
  };
}

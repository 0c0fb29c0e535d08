import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Currency, isCurrency, parseMoney } from '@seatline/kernel';
import { CurrentPrincipal, IdPipe, type Principal, Problem, RequirePermission } from '@seatline/server';
import { BankAccountsDesk, type StatementPreview } from '../use-cases/bank-accounts-desk';
import { inspectStatementFile } from '../use-cases/statement-file';
import { amountText } from '../written/amounts';
import {
  BankAccountChange, BankAccountInput, OperatorBankAccountListView, ImportedStatementView, StatementFileInput, StatementInspectionInput, StatementInspectionView,
  StatementPreviewView,
} from './bank-accounts.view';

const ACCOUNT_ID = new IdPipe('bank account');

/** So many lines and faults of a preview are shown. */
const MOST_SHOWN = 200;

/** The operator's bank accounts: how their banks write statements, and the statements. */
@ApiTags('operator')
@Controller('operator')
export class BankAccountsController {
  constructor(private readonly desk: BankAccountsDesk) {}

  @Get('bank-accounts')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'listBankAccounts' })
  @ApiOkResponse({ type: OperatorBankAccountListView })
  async list(): Promise<OperatorBankAccountListView> {
    const { accounts, legalEntities } = await this.desk.list();
    const items = accounts.map(({ secondPersonAboveMinor, ...account }) => ({ ...account, secondPersonAbove: amountText(account.currency, secondPersonAboveMinor) }));
    return { items, legalEntities };
  }

  @Post('bank-accounts')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'addBankAccount', summary: 'Enters an account and how its bank writes statements' })
  @ApiNoContentResponse()
  async add(@CurrentPrincipal() principal: Principal, @Body() input: BankAccountInput): Promise<void> {
    if (!isCurrency(input.currency)) throw new Problem('invalid-input', { faults: 'currency must be an ISO 4217 code' });
    const { legalEntityId, currency, mapping } = input;
    await this.desk.open(principal, { legalEntityId, currency, mapping: { ...mapping }, name: input.name.trim(), secondPersonAboveMinor: readLimit(input, currency) });
  }

  @Put('bank-accounts/:id')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'changeBankAccount' })
  @ApiNoContentResponse()
  async change(@CurrentPrincipal() principal: Principal, @Param('id', ACCOUNT_ID) id: string, @Body() input: BankAccountChange): Promise<void> {
    const { accounts } = await this.desk.list();
    const currency = accounts.find((account) => account.id === id)?.currency ?? ('CNY' as Currency);
    await this.desk.change(principal, id, { name: input.name.trim(), mapping: { ...input.mapping }, secondPersonAboveMinor: readLimit(input, currency) });
  }

  @Post('bank-statements/inspection')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'inspectBankStatement', summary: 'The columns that a file has, to map them; nothing is kept' })
  @ApiOkResponse({ type: StatementInspectionView })
  inspect(@Body() input: StatementInspectionInput): StatementInspectionView {
    const { columns, rows, fault } = inspectStatementFile(Buffer.from(input.contentBase64, 'base64'), input);
    return { columns: [...columns], rows: rows.map((row) => [...row]), fault };
  }

  @Post('bank-accounts/:id/preview')
  @HttpCode(200)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'previewBankStatement', summary: 'What an import would bring, and every faulty line; nothing is kept' })
  @ApiOkResponse({ type: StatementPreviewView })
  async preview(@Param('id', ACCOUNT_ID) id: string, @Body() input: StatementFileInput): Promise<StatementPreviewView> {
    return previewView(await this.desk.preview(id, Buffer.from(input.contentBase64, 'base64')));
  }

  @Post('bank-accounts/:id/statements')
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'importBankStatement', summary: 'Takes a statement whole or not at all; each line once, whatever files it is in' })
  @ApiCreatedResponse({ type: ImportedStatementView })
  async import(@CurrentPrincipal() principal: Principal, @Param('id', ACCOUNT_ID) id: string, @Body() input: StatementFileInput): Promise<ImportedStatementView> {
    return this.desk.import(principal, id, input.fileName.trim(), Buffer.from(input.contentBase64, 'base64'));
  }
}

function readLimit({ secondPersonAbove }: BankAccountChange, currency: Currency): bigint {
  const limit = parseMoney(secondPersonAbove, currency);
  if (limit === null || limit.minor < 0n) throw new Problem('invalid-input', { faults: 'secondPersonAbove must be an amount in the account’s currency, 0 or more' });
  return limit.minor;
}

function previewView({ account, lines, outgoing, faults, known, importedAlready }: StatementPreview): StatementPreviewView {
  const knownLines = lines.filter(({ identity }) => known.has(identity)).length;
  return {
    currency: account.currency,
    newLines: lines.length - knownLines,
    knownLines,
    outgoingLines: outgoing,
    importedAlready,
    faults: faults.slice(0, MOST_SHOWN).map(({ line, message }) => ({ line, message })),
    lines: lines.slice(0, MOST_SHOWN).map(({ line, lineNo, identity }) => ({
      line: lineNo, valueOn: line.valueOn, amount: amountText(account.currency, line.amountMinor), payerName: line.payerName, remark: line.remark,
      known: known.has(identity),
    })),
  };
}

import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { formatDecimal, parseDecimal } from '@seatline/kernel';
import { CurrentPrincipal, type Principal, Problem, RequirePermission } from '@seatline/server';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { TaxCategoryRow } from '../reads/tax-rates';
import { TaxDesk } from '../use-cases/tax-desk';
import { readDate } from '../written/json';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const PERCENT_DECIMALS = 6;
const HUNDRED_PERCENT = 100_000_000n;

export class TaxRateView {
  @ApiProperty() fromOn: string;
  @ApiProperty({ description: 'per cent, such as 6.000000' }) percent: string;
  @ApiProperty() reason: string;
  @ApiProperty() setBy: string;
}

export class TaxedPlanView {
  @ApiProperty() planCode: string;
  @ApiProperty() fromOn: string;
  @ApiProperty({ type: String, nullable: true }) toOn: string | null;
}

export class TaxCategoryView {
  @ApiProperty() code: string;
  @ApiProperty() nameEn: string;
  @ApiProperty() nameZh: string;
  @ApiProperty({ type: [TaxRateView] }) rates: TaxRateView[];
  @ApiProperty({ type: [TaxedPlanView] }) plans: TaxedPlanView[];
}

export class TaxCategoryListView {
  @ApiProperty({ type: [TaxCategoryView] }) items: TaxCategoryView[];
}

export class TaxCategoryInput {
  @ApiProperty({ example: 'value-added-telecom' }) @Matches(/^[a-z0-9-]{1,40}$/) code: string;
  @ApiProperty() @IsString() @MaxLength(120) @Matches(/\S/) nameEn: string;
  @ApiProperty() @IsString() @MaxLength(120) @Matches(/\S/) nameZh: string;
}

export class TaxRateInput {
  @ApiProperty({ example: '6' }) @Matches(/^\d{1,3}(\.\d{1,6})?$/) percent: string;
  @ApiProperty({ description: 'a day that has not begun anywhere', example: '2026-07-01' }) @Matches(DATE) fromOn: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

export class TaxedPlanInput {
  @ApiProperty() @Matches(/^[a-z0-9-]{1,40}$/) planCode: string;
  @ApiProperty({ description: 'a day that has not begun anywhere', example: '2026-07-01' }) @Matches(DATE) fromOn: string;
  @ApiProperty() @IsString() @MaxLength(500) @Matches(/\S/) reason: string;
}

/** What tax invoices bear, by category and day. */
@ApiTags('operator')
@Controller('operator/tax-categories')
export class TaxController {
  constructor(private readonly desk: TaxDesk) {}

  @Get()
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'listTaxCategories' })
  @ApiOkResponse({ type: TaxCategoryListView })
  async list(): Promise<TaxCategoryListView> {
    return { items: (await this.desk.list()).map(categoryView) };
  }

  @Post()
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'addTaxCategory' })
  @ApiNoContentResponse()
  async add(@CurrentPrincipal() principal: Principal, @Body() input: TaxCategoryInput): Promise<void> {
    await this.desk.add(principal, { code: input.code, name: { en: input.nameEn.trim(), 'zh-CN': input.nameZh.trim() } });
  }

  @Post(':code/rates')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'beginTaxRate', summary: 'What is issued from the day on bears the rate; what was issued keeps its own' })
  @ApiNoContentResponse()
  async rate(@CurrentPrincipal() principal: Principal, @Param('code') code: string, @Body() input: TaxRateInput): Promise<void> {
    const percentMicros = parseDecimal(input.percent, PERCENT_DECIMALS);
    if (percentMicros === null || percentMicros > HUNDRED_PERCENT) throw new Problem('invalid-input', { faults: 'percent must be from 0 to 100' });
    await this.desk.beginRate(principal, code, percentMicros, readDate('fromOn', input.fromOn), input.reason.trim());
  }

  @Post(':code/plans')
  @HttpCode(204)
  @RequirePermission('operator:payments')
  @ApiOperation({ operationId: 'taxPlan', summary: 'Leases of the plan are taxed by the category from the day on' })
  @ApiNoContentResponse()
  async plan(@CurrentPrincipal() principal: Principal, @Param('code') code: string, @Body() input: TaxedPlanInput): Promise<void> {
    await this.desk.taxPlan(principal, code, input.planCode, readDate('fromOn', input.fromOn), input.reason.trim());
  }
}

function categoryView(row: TaxCategoryRow): TaxCategoryView {
  return {
    code: row.code,
    nameEn: row.name.en,
    nameZh: row.name['zh-CN'],
    rates: (row.rates ?? []).map((rate) => ({
      fromOn: rate.from_on, percent: formatDecimal(BigInt(rate.percent_micros), PERCENT_DECIMALS), reason: rate.reason, setBy: rate.created_by,
    })),
    plans: (row.plans ?? []).map(({ plan_code: planCode, from_on: fromOn, to_on: toOn }) => ({ planCode, fromOn, toOn })),
  };
}

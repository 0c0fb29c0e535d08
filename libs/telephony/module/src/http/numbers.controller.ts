import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, type Principal, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadLines } from '../reads/read-lines';
import { ManageNumbers } from '../use-cases/manage-numbers';
import { StockNumbers } from '../use-cases/stock-numbers';
import { CreatedView, NumberBindInput, NumberListView, NumberRentInput, NumberView, StockNumberInput, StockNumberListView } from './lines.view';

@ApiTags('telephony')
@Controller()
export class NumbersController {
  constructor(
    private readonly lines: ReadLines,
    private readonly manage: ManageNumbers,
  ) {}

  @Get('numbers')
  @RequirePermission('numbers:read')
  @ApiOperation({ operationId: 'listNumbers' })
  @ApiOkResponse({ type: NumberListView })
  async list(@CurrentPrincipal() who: TenantPrincipal): Promise<NumberListView> {
    return { items: await this.lines.numbers(who.tenantId), nextCursor: null };
  }

  @Get('number-stock')
  @RequirePermission('numbers:read')
  @ApiOperation({ operationId: 'listNumberStock' })
  @ApiOkResponse({ type: StockNumberListView })
  async stock(@CurrentPrincipal() who: TenantPrincipal): Promise<StockNumberListView> {
    return { items: await this.lines.freeNumbers(who.tenantId), nextCursor: null };
  }

  @Post('numbers')
  @RequirePermission('numbers:manage')
  @ApiOperation({ operationId: 'rentNumber' })
  @ApiCreatedResponse({ type: NumberView })
  async rent(@CurrentPrincipal() who: TenantPrincipal, @Body() input: NumberRentInput): Promise<NumberView> {
    return this.read(who, await this.manage.rent(who, input.stockId));
  }

  @Put('numbers/:id')
  @RequirePermission('numbers:manage')
  @ApiOperation({ operationId: 'bindNumber' })
  @ApiOkResponse({ type: NumberView })
  async bind(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('number')) id: string, @Body() input: NumberBindInput): Promise<NumberView> {
    await this.manage.bind(who, id, { queueId: input.queueId, label: input.label.trim() });
    return this.read(who, id);
  }

  @Delete('numbers/:id')
  @RequirePermission('numbers:manage')
  @HttpCode(204)
  @ApiOperation({ operationId: 'releaseNumber' })
  @ApiNoContentResponse()
  async release(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('number')) id: string): Promise<void> {
    await this.manage.release(who, id);
  }

  private async read(who: TenantPrincipal, id: string): Promise<NumberView> {
    const [number] = await this.lines.numbers(who.tenantId, id);
    if (!number) throw notFound('number');
    return number;
  }
}

@ApiTags('operator')
@Controller('operator/number-stock')
export class OperatorNumbersController {
  constructor(
    private readonly lines: ReadLines,
    private readonly stock: StockNumbers,
  ) {}

  @Get()
  @RequirePermission('operator:numbers')
  @ApiOperation({ operationId: 'listOperatorNumberStock' })
  @ApiOkResponse({ type: StockNumberListView })
  async list(): Promise<StockNumberListView> {
    return { items: await this.lines.stock(), nextCursor: null };
  }

  @Post()
  @RequirePermission('operator:numbers')
  @ApiOperation({ operationId: 'addNumberToStock' })
  @ApiCreatedResponse({ type: CreatedView })
  async add(@CurrentPrincipal() who: Principal, @Body() input: StockNumberInput): Promise<CreatedView> {
    return { id: await this.stock.add(who, input) };
  }
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadLines, type TrunkListed } from '../reads/read-lines';
import { ManageTrunks, type TrunkEntry } from '../use-cases/manage-trunks';
import { TrunkInput, TrunkListView, TrunkView } from './lines.view';

@ApiTags('telephony')
@Controller('trunks')
export class TrunksController {
  constructor(
    private readonly lines: ReadLines,
    private readonly trunks: ManageTrunks,
  ) {}

  @Get()
  @RequirePermission('numbers:read')
  @ApiOperation({ operationId: 'listTrunks' })
  @ApiOkResponse({ type: TrunkListView })
  async list(@CurrentPrincipal() who: TenantPrincipal): Promise<TrunkListView> {
    return { items: (await this.lines.trunks(who.tenantId)).map(trunkView), nextCursor: null };
  }

  @Get(':id')
  @RequirePermission('numbers:read')
  @ApiOperation({ operationId: 'readTrunk' })
  @ApiOkResponse({ type: TrunkView })
  async read(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('trunk')) id: string): Promise<TrunkView> {
    return trunkView(await this.lines.trunk(who.tenantId, id));
  }

  @Post()
  @RequirePermission('numbers:manage')
  @ApiOperation({ operationId: 'enterTrunk' })
  @ApiCreatedResponse({ type: TrunkView })
  async enter(@CurrentPrincipal() who: TenantPrincipal, @Body() input: TrunkInput): Promise<TrunkView> {
    return this.read(who, await this.trunks.enter(who, entryOf(input)));
  }

  @Put(':id')
  @RequirePermission('numbers:manage')
  @ApiOperation({ operationId: 'changeTrunk' })
  @ApiOkResponse({ type: TrunkView })
  async change(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('trunk')) id: string, @Body() input: TrunkInput): Promise<TrunkView> {
    await this.trunks.change(who, id, entryOf(input));
    return this.read(who, id);
  }

  @Delete(':id')
  @RequirePermission('numbers:manage')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeTrunk' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('trunk')) id: string): Promise<void> {
    await this.trunks.remove(who, id);
  }
}

function entryOf(input: TrunkInput): TrunkEntry {
  const { name, host, port, password, registers = false, matchAddresses = [] } = input;
  return { name: name.trim(), host: host.trim(), port, username: input.username ?? null, secret: password, matchAddresses, register: registers };
}

function trunkView(trunk: TrunkListed): TrunkView {
  const { id, name, host, port, username, registers, matchAddresses, state, cause } = trunk;
  return { id, name, host, port, transport: 'udp', username, registers, matchAddresses, state, cause };
}

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ReadFloor } from '../reads/read-floor';
import { ManageQueues } from '../use-cases/manage-queues';
import { entryOf, QueueInput, QueueListView, QueueView } from './queues.view';

@ApiTags('acd')
@Controller('queues')
export class QueuesController {
  constructor(
    private readonly floor: ReadFloor,
    private readonly queues: ManageQueues,
  ) {}

  @Get()
  @RequirePermission('queues:read')
  @ApiOperation({ operationId: 'listQueues' })
  @ApiOkResponse({ type: QueueListView })
  async list(@CurrentPrincipal() who: TenantPrincipal): Promise<QueueListView> {
    return { items: await this.floor.queues(who.tenantId), nextCursor: null };
  }

  @Post()
  @RequirePermission('queues:manage')
  @ApiOperation({ operationId: 'openQueue' })
  @ApiCreatedResponse({ type: QueueView })
  async open(@CurrentPrincipal() who: TenantPrincipal, @Body() input: QueueInput): Promise<QueueView> {
    return this.floor.queue(who.tenantId, await this.queues.open(who, entryOf(input)));
  }

  @Put(':id')
  @RequirePermission('queues:manage')
  @ApiOperation({ operationId: 'changeQueue' })
  @ApiOkResponse({ type: QueueView })
  async change(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('queue')) id: string, @Body() input: QueueInput): Promise<QueueView> {
    await this.queues.change(who, id, entryOf(input));
    return this.floor.queue(who.tenantId, id);
  }

  @Delete(':id')
  @RequirePermission('queues:manage')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeQueue' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('queue')) id: string): Promise<void> {
    await this.queues.remove(who, id);
  }
}

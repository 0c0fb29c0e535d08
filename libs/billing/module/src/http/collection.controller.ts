import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { CollectionDesk } from '../use-cases/collection-desk';
import { CollectionInput, CollectionView, collectionView } from './collection.view';

const LEASE_ID = new IdPipe('lease');

/** Whether open invoices are charged by themselves; off until somebody switches it on. */
@ApiTags('payment-methods')
@Controller()
export class CollectionController {
  constructor(private readonly desk: CollectionDesk) {}

  @Get('collection')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'readCollection' })
  @ApiOkResponse({ type: CollectionView })
  async read(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<CollectionView> {
    return collectionView(await this.desk.read(tenantId));
  }

  @Put('collection')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'setCollection', summary: 'For every lease that has no setting of its own' })
  @ApiNoContentResponse()
  async set(@CurrentPrincipal() principal: TenantPrincipal, @Body() { automatic, days }: CollectionInput): Promise<void> {
    await this.desk.set(principal, principal.tenantId, null, { automatic, scheduleDays: days });
  }

  @Put('leases/:id/collection')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'setLeaseCollection', summary: 'For this lease, whatever holds for the others' })
  @ApiNoContentResponse()
  async setForLease(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string, @Body() { automatic, days }: CollectionInput): Promise<void> {
    await this.desk.set(principal, principal.tenantId, id, { automatic, scheduleDays: days });
  }

  @Delete('leases/:id/collection')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'dropLeaseCollection', summary: 'The lease follows the tenant’s setting again' })
  @ApiNoContentResponse()
  async follow(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', LEASE_ID) id: string): Promise<void> {
    await this.desk.follow(principal, principal.tenantId, id);
  }
}

import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Result } from '@seatline/kernel';
import { CurrentPrincipal, IdPipe, notFound, Problem, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { ManageSeats } from '../use-cases/manage-seats';
import { ReadLists } from '../use-cases/read-lists';
import { RetrySeat } from '../use-cases/retry-seat';
import { EntitlementsInput, SeatChangeInput, SeatDetailView, seatDetailView, SeatListView, SeatQuery, seatView } from './seats.view';

@ApiTags('seats')
@Controller('seats')
export class SeatsController {
  constructor(
    private readonly lists: ReadLists,
    private readonly seats: ManageSeats,
    private readonly retrySeat: RetrySeat,
  ) {}

  @Get()
  @RequirePermission('seats:read')
  @ApiOperation({ operationId: 'listSeats' })
  @ApiOkResponse({ type: SeatListView })
  async list(@CurrentPrincipal() principal: TenantPrincipal, @Query() { state }: SeatQuery): Promise<SeatListView> {
    return { items: (await this.lists.seats(principal.tenantId, state ?? null)).map(seatView), nextCursor: null };
  }

  @Get(':id')
  @RequirePermission('seats:read')
  @ApiOperation({ operationId: 'readSeat' })
  @ApiOkResponse({ type: SeatDetailView })
  async read(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('seat')) id: string): Promise<SeatDetailView> {
    const found = await this.lists.seat(principal.tenantId, id);
    if (!found) throw notFound('seat');
    return seatDetailView(found.seat, found.history);
  }

  @Patch(':id')
  @RequirePermission('seats:manage')
  @ApiOperation({ operationId: 'changeSeat' })
  @ApiOkResponse({ type: SeatDetailView })
  async change(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('seat')) id: string, @Body() input: SeatChangeInput): Promise<SeatDetailView> {
    return this.after(principal, id, await this.seats.rename(principal, id, input.label));
  }

  @Put(':id/entitlements')
  @RequirePermission('seats:manage')
  @ApiOperation({ operationId: 'entitleMembers' })
  @ApiOkResponse({ type: SeatDetailView })
  async entitle(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('seat')) id: string, @Body() input: EntitlementsInput): Promise<SeatDetailView> {
    return this.after(principal, id, await this.seats.entitle(principal, id, input.memberIds));
  }

  @Post(':id/retry')
  @RequirePermission('seats:manage')
  @HttpCode(200)
  @ApiOperation({ operationId: 'retrySeat' })
  @ApiOkResponse({ type: SeatDetailView })
  async retry(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('seat')) id: string): Promise<SeatDetailView> {
    return this.after(principal, id, await this.retrySeat.run(principal, id));
  }

  private after(principal: TenantPrincipal, id: string, done: Result<true>): Promise<SeatDetailView> {
    if (!done.ok) throw Problem.from(done.refusal);
    return this.read(principal, id);
  }
}

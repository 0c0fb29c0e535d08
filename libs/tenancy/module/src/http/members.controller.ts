import { Body, Controller, Get, HttpCode, Param, Patch } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, Problem, RequirePermission, type TenantPrincipal } from '@seatline/server';
import { type MemberStatus, TENANT_ROLES } from '@seatline/tenancy-domain';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { ManageMembers } from '../use-cases/manage-members';
import { ReadLists } from '../use-cases/read-lists';

const STATUSES: readonly MemberStatus[] = ['active', 'disabled'];

export class MemberView {
  @ApiProperty() id: string;
  @ApiProperty() displayName: string;
  @ApiProperty() email: string;
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true }) roles: string[];
  @ApiProperty({ enum: STATUSES, enumName: 'MemberStatus' }) status: MemberStatus;
  @ApiProperty({ type: [String], description: 'Seats that this member may use' }) seatIds: string[];
  @ApiProperty() createdAt: string;
}

export class MemberListView {
  @ApiProperty({ type: [MemberView] }) items: MemberView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class MemberChangeInput {
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true, required: false })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(TENANT_ROLES, { each: true })
  roles?: string[];

  @ApiProperty({ enum: STATUSES, enumName: 'MemberStatus', required: false }) @IsOptional() @IsIn(STATUSES) status?: MemberStatus;
}

@ApiTags('members')
@Controller('members')
export class MembersController {
  constructor(
    private readonly members: ManageMembers,
    private readonly lists: ReadLists,
  ) {}

  @Get()
  @RequirePermission('members:read')
  @ApiOperation({ operationId: 'listMembers' })
  @ApiOkResponse({ type: MemberListView })
  async list(@CurrentPrincipal() principal: TenantPrincipal): Promise<MemberListView> {
    const rows = await this.lists.members(principal.tenantId);
    return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), nextCursor: null };
  }

  @Patch(':id')
  @RequirePermission('members:manage')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeMember' })
  @ApiNoContentResponse()
  async change(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', new IdPipe('member')) id: string, @Body() input: MemberChangeInput): Promise<void> {
    const changed = await this.members.change(principal, id, input);
    if (!changed.ok) throw Problem.from(changed.refusal);
  }
}

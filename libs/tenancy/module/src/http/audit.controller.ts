import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, pageOf, PageQuery, RequirePermission, type TenantPrincipal, windowOf } from '@seatline/server';
import { type AuditRow, ReadLists } from '../use-cases/read-lists';

export class AuditEntryView {
  @ApiProperty() id: string;
  @ApiProperty() at: string;
  @ApiProperty({ enum: ['member', 'operator', 'system'], enumName: 'AuditActorKind' }) actorKind: 'member' | 'operator' | 'system';
  @ApiProperty() actorName: string;
  @ApiProperty() action: string;
  @ApiProperty() subjectKind: string;
  @ApiProperty() subjectId: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) ip: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) facts: Record<string, string | number | boolean | null>;
}

export class AuditListView {
  @ApiProperty({ type: [AuditEntryView] }) items: AuditEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

const view = (row: AuditRow): AuditEntryView => ({ ...row, actorKind: row.actorKind ?? 'operator', at: row.at.toISOString() });

@ApiTags('audit')
@Controller()
export class AuditController {
  constructor(private readonly lists: ReadLists) {}

  @Get('audit')
  @RequirePermission('audit:read')
  @ApiOperation({ operationId: 'listAudit' })
  @ApiOkResponse({ type: AuditListView })
  async tenant(@CurrentPrincipal() principal: TenantPrincipal, @Query() query: PageQuery): Promise<AuditListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.lists.audit(principal.tenantId, after, most), query, view);
  }

  @Get('operator/audit')
  @RequirePermission('operator:audit')
  @ApiOperation({ operationId: 'listPlatformAudit' })
  @ApiOkResponse({ type: AuditListView })
  async platform(@Query() query: PageQuery): Promise<AuditListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.lists.platformAudit(after, most), query, view);
  }
}

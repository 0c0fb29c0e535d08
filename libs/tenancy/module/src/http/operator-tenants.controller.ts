import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, notFound, pageOf, PageQuery, type Principal, Problem, RequirePermission, windowOf } from '@seatline/server';
import { IsEmail, IsISO31661Alpha2, IsString, MaxLength, MinLength } from 'class-validator';
import { CreateTenant } from '../use-cases/create-tenant';
import { ManageTenant, type TenantOverview } from '../use-cases/manage-tenant';

export class OperatorTenantView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty() country: string;
  @ApiProperty({ enum: ['open', 'closed'], enumName: 'TenantStatus' }) status: string;
  @ApiProperty() createdAt: string;
  @ApiProperty({ description: 'Active ones' }) members: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Counted by state' }) seats: Record<string, number>;
}

export class OperatorTenantListView {
  @ApiProperty({ type: [OperatorTenantView] }) items: OperatorTenantView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class NewTenantInput {
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(200) name: string;
  @ApiProperty({ example: 'Asia/Shanghai' }) @IsString() @MaxLength(64) zone: string;
  @ApiProperty({ example: 'CNY' }) @IsString() @MaxLength(3) currency: string;
  @ApiProperty({ example: 'CN' }) @IsISO31661Alpha2() country: string;
  @ApiProperty() @IsEmail() @MaxLength(254) adminEmail: string;
}

export class NewTenantView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Shown once; for the first admin' }) invitationLink: string;
}

function view({ id, name, zone, currency, country, status, createdAt, members, seats }: TenantOverview): OperatorTenantView {
  return { id, name, zone, currency, country, status, createdAt: new Date(createdAt).toISOString(), members, seats: { ...seats } };
}

@ApiTags('operator')
@Controller('operator/tenants')
export class OperatorTenantsController {
  constructor(
    private readonly tenants: ManageTenant,
    private readonly createTenant: CreateTenant,
  ) {}

  @Get()
  @RequirePermission('operator:tenants')
  @ApiOperation({ operationId: 'listTenants' })
  @ApiOkResponse({ type: OperatorTenantListView })
  async list(@Query() query: PageQuery): Promise<OperatorTenantListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.tenants.overviews(after, most), query, view);
  }

  @Post()
  @RequirePermission('operator:tenants-manage')
  @ApiOperation({ operationId: 'createTenant' })
  @ApiCreatedResponse({ type: NewTenantView })
  async create(@CurrentPrincipal() principal: Principal, @Body() input: NewTenantInput): Promise<NewTenantView> {
    const created = await this.createTenant.run(principal, input);
    if (!created.ok) throw Problem.from(created.refusal);
    return created.value;
  }

  @Get(':tenantId')
  @RequirePermission('operator:tenants')
  @ApiOperation({ operationId: 'readTenantOfOperator' })
  @ApiOkResponse({ type: OperatorTenantView })
  async read(@Param('tenantId', new IdPipe('tenant')) tenantId: string): Promise<OperatorTenantView> {
    const overview = await this.tenants.overview(tenantId);
    if (!overview) throw notFound('tenant');
    return view(overview);
  }
}

import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, Problem, RequirePermission, SignedIn, type TenantPrincipal } from '@seatline/server';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { ManageTenant, type OwnTenant } from '../use-cases/manage-tenant';
import { inTenant } from './auth/tenant-principal';
import { LOCALES } from './session.view';

export class TenantView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty() country: string;
  @ApiProperty({ enum: LOCALES, enumName: 'Locale' }) locale: string;
}

export class TenantChangeInput {
  @ApiProperty({ required: false }) @IsOptional() @IsString() @MinLength(1) @MaxLength(200) name?: string;
  @ApiProperty({ required: false, example: 'Asia/Shanghai' }) @IsOptional() @IsString() @MaxLength(64) zone?: string;
  @ApiProperty({ enum: LOCALES, enumName: 'Locale', required: false }) @IsOptional() @IsIn(LOCALES) locale?: (typeof LOCALES)[number];
}

const view = ({ id, name, zone, currency, country, locale }: OwnTenant): TenantView => ({ id, name, zone, currency, country, locale });

@ApiTags('tenant')
@Controller('tenant')
export class TenantController {
  constructor(private readonly tenants: ManageTenant) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'readTenant' })
  @ApiOkResponse({ type: TenantView })
  async read(@CurrentPrincipal() principal: Principal): Promise<TenantView> {
    return view(await this.tenants.read(inTenant(principal).tenantId));
  }

  @Patch()
  @RequirePermission('tenant:manage')
  @ApiOperation({ operationId: 'changeTenant' })
  @ApiOkResponse({ type: TenantView })
  async change(@CurrentPrincipal() principal: TenantPrincipal, @Body() input: TenantChangeInput): Promise<TenantView> {
    const changed = await this.tenants.change(principal, input);
    if (!changed.ok) throw Problem.from(changed.refusal);
    return view(changed.value);
  }
}

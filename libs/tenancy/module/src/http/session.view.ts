import { ApiProperty } from '@nestjs/swagger';
import { OPERATOR_ROLES, TENANT_ROLES } from '@seatline/tenancy-domain';
import { IsIn, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import type { SessionDescription } from '../use-cases/session-principal';

export const LOCALES = ['zh-CN', 'en'] as const;

export class SignInInput {
  @ApiProperty() @IsString() @MaxLength(254) email: string;
  @ApiProperty() @IsString() @MaxLength(1000) password: string;
}

export class SessionTenantInput {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: work for no tenant (operators)' })
  @ValidateIf((input: SessionTenantInput) => input.tenantId !== null)
  @IsUUID()
  tenantId: string | null;
}

export class SessionLocaleInput {
  @ApiProperty({ enum: LOCALES, enumName: 'Locale' }) @IsIn(LOCALES) locale: (typeof LOCALES)[number];
}

export class SessionPersonView {
  @ApiProperty() id: string;
  @ApiProperty() displayName: string;
  @ApiProperty() email: string;
  @ApiProperty({ enum: LOCALES, enumName: 'Locale' }) locale: string;
}

export class SessionTenantView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty() country: string;
}

export class SessionMemberView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true }) roles: string[];
}

export class TenantChoiceView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class SessionView {
  @ApiProperty() person: SessionPersonView;
  @ApiProperty({ type: SessionTenantView, nullable: true }) tenant: SessionTenantView | null;
  @ApiProperty({ type: SessionMemberView, nullable: true }) member: SessionMemberView | null;
  @ApiProperty({ enum: OPERATOR_ROLES, enumName: 'OperatorRole', isArray: true, description: 'The person’s grants, also while they work for a tenant' })
  operatorRoles: string[];
  @ApiProperty({ type: [String], description: 'What this session may do: the member’s rights in a tenant, or the operator’s outside of any' })
  permissions: string[];
  @ApiProperty({ type: [TenantChoiceView] }) tenants: TenantChoiceView[];
  @ApiProperty({ description: 'For the header x-csrf-token of every unsafe request' }) csrfToken: string;
}

export function sessionView(described: SessionDescription): SessionView {
  const { principal } = described;
  return {
    person: { id: principal.personId, displayName: principal.displayName, email: described.email, locale: principal.locale },
    tenant: described.tenants.find((tenant) => tenant.id === principal.tenantId) ?? null,
    member: principal.memberId === null ? null : { id: principal.memberId, roles: [...principal.roles] },
    operatorRoles: [...principal.operatorRoles],
    permissions: [...principal.permissions].sort(),
    tenants: described.tenants.map(({ id, name }) => ({ id, name })),
    csrfToken: described.csrfToken,
  };
}

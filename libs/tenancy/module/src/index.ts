export { SessionGuard } from './http/auth/session.guard';
export { ArrearsBanners, type ArrearsBanner } from './ports/arrears-banner';
export { TenantCarriers } from './ports/tenant-carriers';
export { TENANCY_ENTITIES, type TenancyBindings, TenancyModule } from './tenancy.module';
export type { TenancySettings } from './tenancy-settings';
export { AddMember } from './use-cases/add-member';
export { AddOperator } from './use-cases/add-person';
export { type CreatedTenant, CreateTenant, type TenantInput } from './use-cases/create-tenant';

import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { Argon2PasswordHashing } from './gateways/argon2.password-hashing';
import { CrossSite } from './http/auth/cross-site';
import { PasswordStrategy } from './http/auth/password.strategy';
import { SessionCookies } from './http/auth/session-cookies';
import { SessionTokenStrategy } from './http/auth/session-token.strategy';
import { SessionGuard } from './http/auth/session.guard';
import { ThrottlerModule } from './http/auth/throttling';
import { SessionController } from './http/session.controller';
import { InvitationEntity } from './persistence/invitation.entity';
import { LeaseStandingEntity } from './persistence/lease-standing.entity';
import { MemberEntity } from './persistence/member.entity';
import { SeatEntitlementEntity } from './persistence/seat-entitlement.entity';
import { SeatEntity } from './persistence/seat.entity';
import { TenantEntity } from './persistence/tenant.entity';
import { PasswordHashing } from './ports/password-hashing';
import { TENANCY_SETTINGS, type TenancySettings } from './tenancy-settings';
import { AddMember } from './use-cases/add-member';
import { AddOperator, AddPerson } from './use-cases/add-person';
import { ChangeSession } from './use-cases/change-session';
import { CreateTenant } from './use-cases/create-tenant';
import { OpenSession } from './use-cases/open-session';
import { RefreshSession } from './use-cases/refresh-session';
import { SessionPrincipal } from './use-cases/session-principal';
import { SessionTokens } from './use-cases/session-tokens';
import { VerifyPassword } from './use-cases/verify-password';

/** Every entity of tenancy, for the one data source. */
export const TENANCY_ENTITIES = [TenantEntity, MemberEntity, InvitationEntity, SeatEntity, SeatEntitlementEntity, LeaseStandingEntity];

/** What the composition root binds: the ports ArrearsBanners and TenantCarriers, from modules that it imports here. */
export interface TenancyBindings {
  readonly imports?: ModuleMetadata['imports'];
  readonly providers?: Provider[];
}

const SETUP_USE_CASES = [AddPerson, AddOperator, AddMember, CreateTenant];

@Module({})
export class TenancyModule {
  static forRoot(settings: TenancySettings, bindings: TenancyBindings = {}): DynamicModule {
    return {
      module: TenancyModule,
      imports: [
        PassportModule,
        ThrottlerModule.forRoot({ throttlers: [{ ttl: 60_000, limit: settings.attemptsPerMinute }] }),
        ...(bindings.imports ?? []),
      ],
      controllers: [SessionController],
      providers: [
        { provide: TENANCY_SETTINGS, useValue: settings },
        { provide: PasswordHashing, useClass: Argon2PasswordHashing },
        { provide: APP_GUARD, useClass: SessionGuard },
        ...[SessionTokens, SessionPrincipal, OpenSession, RefreshSession, ChangeSession, VerifyPassword],
        ...[SessionCookies, CrossSite, SessionTokenStrategy, PasswordStrategy],
        ...SETUP_USE_CASES,
        ...(bindings.providers ?? []),
      ],
      exports: [...SETUP_USE_CASES],
    };
  }
}

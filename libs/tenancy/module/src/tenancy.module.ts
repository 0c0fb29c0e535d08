import { type DynamicModule, Module, type ModuleMetadata, type OnModuleInit, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { Jobs, OutboxRelay } from '@seatline/server';
import { Argon2PasswordHashing } from './gateways/argon2.password-hashing';
import { CrossSite } from './http/auth/cross-site';
import { PasswordStrategy } from './http/auth/password.strategy';
import { SessionCookies } from './http/auth/session-cookies';
import { SessionTokenStrategy } from './http/auth/session-token.strategy';
import { SessionGuard } from './http/auth/session.guard';
import { ThrottlerModule } from './http/auth/throttling';
import { AuditController } from './http/audit.controller';
import { InvitationsController, OpenInvitationController } from './http/invitations.controller';
import { MembersController } from './http/members.controller';
import { OperatorMaintenanceController } from './http/operator-maintenance.controller';
import { OperatorOutagesController } from './http/operator-outages.controller';
import { OperatorTenantsController } from './http/operator-tenants.controller';
import { SeatsController } from './http/seats.controller';
import { ServiceStatusController } from './http/service-status.controller';
import { SessionController } from './http/session.controller';
import { TenantController } from './http/tenant.controller';
import { InvitationEntity } from './persistence/invitation.entity';
import { LeaseStandingEntity } from './persistence/lease-standing.entity';
import { MemberEntity } from './persistence/member.entity';
import { SeatEntitlementEntity } from './persistence/seat-entitlement.entity';
import { SeatEntity } from './persistence/seat.entity';
import { TenantEntity } from './persistence/tenant.entity';
import { PasswordHashing } from './ports/password-hashing';
import { TENANCY_SETTINGS, type TenancySettings } from './tenancy-settings';
import { AcceptInvitation } from './use-cases/accept-invitation';
import { AddMember } from './use-cases/add-member';
import { AddOperator, AddPerson } from './use-cases/add-person';
import { ChangeSession } from './use-cases/change-session';
import { CreateTenant } from './use-cases/create-tenant';
import { FollowCarrier } from './use-cases/follow-carrier';
import { FollowLeases } from './use-cases/follow-leases';
import { ForgetOldFailures } from './use-cases/forget-old-failures';
import { Invite } from './use-cases/invite';
import { JoinTenant } from './use-cases/join-tenant';
import { MaintenanceNow } from './use-cases/maintenance-now';
import { ManageMembers } from './use-cases/manage-members';
import { ManageSeats } from './use-cases/manage-seats';
import { ManageTenant } from './use-cases/manage-tenant';
import { OpenSession } from './use-cases/open-session';
import { OutageRounds } from './use-cases/outage-rounds';
import { OutageTeller } from './use-cases/outage-teller';
import { PlanMaintenance } from './use-cases/plan-maintenance';
import { ReadLists } from './use-cases/read-lists';
import { RecordOutage } from './use-cases/record-outage';
import { RefreshSession } from './use-cases/refresh-session';
import { RetrySeat } from './use-cases/retry-seat';
import { SeatLife } from './use-cases/seat-life';
import { SeatRight } from './use-cases/seat-right';
import { ServiceStatus } from './use-cases/service-status';
import { SessionPrincipal } from './use-cases/session-principal';
import { SessionTokens } from './use-cases/session-tokens';
import { TellWithdrawals } from './use-cases/tell-withdrawals';
import { TenancyRounds } from './use-cases/tenancy-rounds';
import { TakeUpMeasured } from './use-cases/take-up-measured';
import { TellMaintenance } from './use-cases/tell-maintenance';
import { TellOutages } from './use-cases/tell-outages';
import { TenantTeller } from './use-cases/tenant-teller';
import { VerifyPassword } from './use-cases/verify-password';
import { WithdrawOutage } from './use-cases/withdraw-outage';

/** Every entity of tenancy, for the one data source. */
export const TENANCY_ENTITIES = [TenantEntity, MemberEntity, InvitationEntity, SeatEntity, SeatEntitlementEntity, LeaseStandingEntity];

/** What the composition root binds: the ports ArrearsBanners, TenantCarriers, MeasuredOuts and OutageCredits, from modules that it imports here. */
export interface TenancyBindings {
  readonly imports?: ModuleMetadata['imports'];
  readonly providers?: Provider[];
}

const SETUP = [AddPerson, AddOperator, AddMember, CreateTenant];

/** What other parts of the product ask tenancy for; the composition root binds their ports to these. */
const ANSWERS = [SeatRight, ServiceStatus, SessionPrincipal, MaintenanceNow];

const SESSIONS = [SessionTokens, OpenSession, RefreshSession, ChangeSession, VerifyPassword, ForgetOldFailures, SessionCookies, CrossSite, SessionTokenStrategy, PasswordStrategy];
const MEMBERS = [Invite, AcceptInvitation, JoinTenant, ManageMembers, ManageTenant, ReadLists];
const SEATS = [SeatLife, FollowLeases, FollowCarrier, ManageSeats, RetrySeat];
const MAINTENANCE = [PlanMaintenance, TellMaintenance, TenantTeller, RecordOutage, TakeUpMeasured, TellOutages, OutageTeller, OutageRounds, WithdrawOutage, TellWithdrawals];

@Module({})
export class TenancyModule implements OnModuleInit {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly jobs: Jobs,
    private readonly leases: FollowLeases,
    private readonly carrier: FollowCarrier,
    private readonly rounds: TenancyRounds,
  ) {}

  static forRoot(settings: TenancySettings, bindings: TenancyBindings = {}): DynamicModule {
    return {
      module: TenancyModule,
      imports: [
        PassportModule,
        ThrottlerModule.forRoot({ throttlers: [{ ttl: 60_000, limit: settings.attemptsPerMinute }] }),
        ...(bindings.imports ?? []),
      ],
      controllers: [
        SessionController, OpenInvitationController, InvitationsController, MembersController, TenantController, AuditController, SeatsController,
        ServiceStatusController, OperatorTenantsController, OperatorMaintenanceController, OperatorOutagesController,
      ],
      providers: [
        { provide: TENANCY_SETTINGS, useValue: settings },
        { provide: PasswordHashing, useClass: Argon2PasswordHashing },
        { provide: APP_GUARD, useClass: SessionGuard },
        TenancyRounds,
        ...[...SETUP, ...ANSWERS, ...SESSIONS, ...MEMBERS, ...SEATS, ...MAINTENANCE],
        ...(bindings.providers ?? []),
      ],
      exports: [...SETUP, ...ANSWERS],
    };
  }

  onModuleInit(): void {
    this.relay.subscribe(this.leases);
    this.relay.subscribe(this.carrier);
    for (const sweep of this.rounds.sweeps()) this.jobs.every(sweep);
  }
}

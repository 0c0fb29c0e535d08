import { type DynamicModule, Module } from '@nestjs/common';
import {
  ACD_ENTITIES, AcdModule, CALL_CARRIERS, CALL_CREDIT, CALL_FEED, CALL_RECORDS, OUTBOUND_GUARD, OWN_NUMBERS, SEAT_LOGINS, SEAT_PHONES, SEAT_RIGHTS, SERVICE_STATUS,
} from '@seatline/acd';
import {
  ArrearsModule, BILLING_ENTITIES, BillingModule, CARRIED_CALLS, CarrierSide, CreditControl, CreditedOutages, FindPressingArrears, LeaseScene, MeteringModule, NoticeRecipients, PAYMENT_GATEWAY, type PaymentGateway,
  SeatsAtWork,
} from '@seatline/billing';
import { type Clock, type Zone, zone } from '@seatline/kernel';
import { CLOCK, DatabaseModule, ServerModule } from '@seatline/server';
import {
  CallIngest, CallRecords, CarrierBooks, CarrierOuts, type CarrierRecords, CarrierRegistry, DemoPhones, Numbers, OutboundGuard, SeatLogins, TELEPHONY_ENTITIES, TelephonyModule, type TelephonySettings, TenantCalling,
} from '@seatline/telephony';
import type { Carrier } from '@seatline/telephony-domain';
import { ArrearsBanners, MeasuredOuts, OutageCredits, SeatHolders, SeatRight, ServiceStatus, TENANCY_ENTITIES, TenancyModule, TenantCarriers } from '@seatline/tenancy';
import { AgentSeatHolders } from './bindings/agent-seat-holders';
import { LEGS_CARRIED_CALLS } from './bindings/legs-carried-calls';
import { LeaseSceneOfOwners } from './bindings/lease-scene-of-owners';
import { MemberNoticeRecipients } from './bindings/member-notice-recipients';
import { SeatsAtWorkOfOwners } from './bindings/seats-at-work-of-owners';
import { FailedJobsController } from './http/failed-jobs.controller';
import { HealthController } from './http/health.controller';
import { PlatformBindings } from './platform-bindings.module';

export interface AppOptions {
  readonly adminUrl: string;
  readonly secret: string;
  readonly poolSize: number;
  readonly clock: Clock;
  readonly publicUrl: string;
  /** The carriers of this installation, the one of new tenants first. */
  readonly carriers: readonly Carrier[];
  /** Carriers' own books, to be held against ours. */
  readonly records: readonly CarrierRecords[];
  /** Where agents' SIP phones register, by carrier. */
  readonly phones?: TelephonySettings['phones'];
  readonly operatorZone?: string;
  /** Sign-ins and opened invitations per address and minute: a whole shift signs in behind one address. */
  readonly attemptsPerMinute?: number;
  /** What takes payments online; none: payments are bank transfers. */
  readonly gateway?: PaymentGateway | null;
  readonly trustProxy?: boolean;
  /** Where notices go out by e-mail; without it they are kept and shown, not sent. */
  readonly smtp?: { readonly url: string; readonly from: string } | null;
  /** Tenants' webhooks may lead into our own network and over plain http. */
  readonly webhooksToPrivateAddresses?: boolean;
}

const ENTITIES = [...TENANCY_ENTITIES, ...BILLING_ENTITIES, ...TELEPHONY_ENTITIES, ...ACD_ENTITIES];

const OPERATOR_ZONE: Zone = zone('Asia/Shanghai');

/** The composition root: wires modules and binds the ports of one domain to what another offers. It holds no rule. */
@Module({})
export class AppModule {
  static forRoot(options: AppOptions): DynamicModule {
    const telephony = TelephonyModule.forRoot({ secret: options.secret, phones: options.phones ?? {} }, options.carriers, options.records);
    const tenancy = tenancyOf(options, telephony);
    const acd = acdOf(telephony, tenancy);
    return {
      module: AppModule,
      imports: [
        PlatformBindings.forRoot([
          { provide: CLOCK, useValue: options.clock },
          { provide: CARRIED_CALLS, useValue: LEGS_CARRIED_CALLS },
          { provide: PAYMENT_GATEWAY, useValue: options.gateway ?? null },
        ]),
        DatabaseModule.forRoot({ adminUrl: options.adminUrl, secret: options.secret, poolSize: options.poolSize }, ENTITIES),
        ServerModule,
        BillingModule,
        arrearsOf(options),
        tenancy,
        telephony,
        acd,
        meteringOf(options, [tenancy, acd, telephony]),
      ],
      controllers: [HealthController, FailedJobsController],
    };
  }
}

function arrearsOf(options: AppOptions): DynamicModule {
  const settings = { smtp: options.smtp ?? null, portalUrl: options.publicUrl, webhooksToPrivateAddresses: options.webhooksToPrivateAddresses ?? false };
  return ArrearsModule.forRoot(settings, [
    { provide: NoticeRecipients, useClass: MemberNoticeRecipients },
    { provide: LeaseScene, useClass: LeaseSceneOfOwners },
  ]);
}

function operatorZoneOf({ operatorZone }: AppOptions): Zone {
  return operatorZone === undefined ? OPERATOR_ZONE : zone(operatorZone);
}

function meteringOf(options: AppOptions, imports: DynamicModule[]): DynamicModule {
  return MeteringModule.forRoot({ operatorZone: operatorZoneOf(options) }, {
    imports,
    providers: [
      { provide: SeatsAtWork, useClass: SeatsAtWorkOfOwners },
      { provide: CarrierSide, useExisting: CarrierBooks },
    ],
  });
}

function tenancyOf(options: AppOptions, telephony: DynamicModule): DynamicModule {
  const settings = {
    secret: options.secret,
    publicUrl: options.publicUrl,
    operatorZone: operatorZoneOf(options),
    attemptsPerMinute: options.attemptsPerMinute ?? 120,
  };
  return TenancyModule.forRoot(settings, {
    imports: [telephony, BillingModule],
    providers: [
      { provide: ArrearsBanners, useExisting: FindPressingArrears },
      { provide: TenantCarriers, useExisting: TenantCalling },
      { provide: OutageCredits, useExisting: CreditedOutages },
      { provide: MeasuredOuts, useExisting: CarrierOuts },
      { provide: SeatHolders, useClass: AgentSeatHolders },
    ],
  });
}

function acdOf(telephony: DynamicModule, tenancy: DynamicModule): DynamicModule {
  return AcdModule.forRoot({
    imports: [telephony, tenancy, BillingModule],
    providers: [
      { provide: CALL_CREDIT, useExisting: CreditControl },
      { provide: CALL_CARRIERS, useExisting: CarrierRegistry },
      { provide: CALL_RECORDS, useExisting: CallRecords },
      { provide: CALL_FEED, useExisting: CallIngest },
      { provide: OWN_NUMBERS, useExisting: Numbers },
      { provide: OUTBOUND_GUARD, useExisting: OutboundGuard },
      { provide: SEAT_LOGINS, useExisting: SeatLogins },
      { provide: SEAT_PHONES, useExisting: DemoPhones },
      { provide: SERVICE_STATUS, useExisting: ServiceStatus },
      { provide: SEAT_RIGHTS, useExisting: SeatRight },
    ],
  });
}

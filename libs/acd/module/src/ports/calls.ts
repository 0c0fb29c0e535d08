import type { Instant, Result } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import type { AuthorisedCall, Call, CallLeg, Carrier, CarrierEvent, LegChange, LegRole, Origin, OutboundRefusalCode } from '@seatline/telephony-domain';

export type CarrierName = Carrier['name'];

/** The carriers, to be commanded. Bound to telephony's CarrierRegistry. */
export interface CallCarriers {
  named(name: CarrierName): Carrier;
}
export const CALL_CARRIERS = Symbol('CALL_CARRIERS');

export interface NewLeg {
  readonly id: string;
  readonly role: LegRole;
  readonly direction: 'in' | 'out';
  readonly party: Origin;
  readonly seatId: string | null;
  readonly memberId: string | null;
  readonly dialled: string | null;
  readonly shown: string | null;
  readonly stage: 'new' | 'offered';
  readonly createdAt: Instant;
}

/** Calls and legs as they begin, in the caller's transaction. Bound to telephony's CallRecords. */
export interface CallRecords {
  open(tx: TenantTransaction, call: Call, legs: readonly NewLeg[]): Promise<void>;
  addLeg(tx: TenantTransaction, call: { readonly id: string; readonly carrier: CarrierName }, leg: NewLeg): Promise<void>;
  /** The oldest first. */
  legsOf(tx: TenantTransaction, callId: string): Promise<CallLeg[]>;
  requestRecording(
    tx: TenantTransaction,
    order: { readonly id: string; readonly callId: string; readonly legId: string; readonly carrier: CarrierName; readonly at: Instant },
  ): Promise<void>;
}
export const CALL_RECORDS = Symbol('CALL_RECORDS');

export type OfferedLeg = Extract<CarrierEvent, { type: 'leg.offered' }>;

export interface LegTold {
  readonly carrier: CarrierName;
  readonly before: CallLeg;
  readonly after: CallLeg;
  readonly change: LegChange;
}

/** What the ACD does with what carriers tell; see telephony's port of the same name. */
export interface CallListener {
  legOffered(tx: TenantTransaction, carrier: CarrierName, offered: OfferedLeg): Promise<(() => Promise<void>) | null>;
  legChanged(tx: TenantTransaction, told: LegTold): Promise<(() => Promise<void>) | null>;
  resume(tenantId: string, callId: string): Promise<void>;
}

/** Where carriers' events come from. Bound to telephony's CallIngest. */
export interface CallFeed {
  listen(listener: CallListener): void;
  /** A leg that was to be dialled and cannot be: it counts as ended. */
  failed(carrier: CarrierName, tenantId: string, legId: string, at: Instant): Promise<void>;
}
export const CALL_FEED = Symbol('CALL_FEED');

/** The tenant's numbers. Bound to telephony's Numbers. */
export interface OwnNumbers {
  /** What a call's two numbers mean: the tenant's own that was called, or null, and the caller's in the form in which it is kept. */
  sides(
    tx: TenantTransaction, offered: { readonly to: string; readonly from: string },
  ): Promise<{ readonly called: { readonly didId: string; readonly e164: string; readonly queueId: string | null } | null; readonly caller: string }>;
}
export const OWN_NUMBERS = Symbol('OWN_NUMBERS');

export interface OutboundRequest {
  readonly dialled: string;
  readonly service: 'in-service' | 'suspended' | 'maintenance';
  readonly seatInService: boolean;
  readonly seatHeld: boolean;
  readonly presented: string | null;
  readonly memberId: string | null;
}

export interface AuthorisedOutbound extends AuthorisedCall {
  readonly carrier: CarrierName;
  readonly trunkId: string;
  readonly didId: string | null;
}

/** Whether a call out may be made; holds the tenant's limits until the transaction ends. Bound to telephony's OutboundGuard. */
export interface OutboundGuard {
  authorise(tx: TenantTransaction, request: OutboundRequest): Promise<Result<AuthorisedOutbound, OutboundRefusalCode>>;
}
export const OUTBOUND_GUARD = Symbol('OUTBOUND_GUARD');

/** A phone that lives in this process: the simulated carrier's. Bound to telephony's DemoPhones. */
export interface SeatPhones {
  /** False: the seat's carrier has real phones, or nothing rings there. */
  answer(carrier: CarrierName, seatId: string): boolean;
  has(carrier: CarrierName): boolean;
  /** What carries the tenant's calls. */
  carrierOf(tx: TenantTransaction): Promise<CarrierName>;
}
export const SEAT_PHONES = Symbol('SEAT_PHONES');

import type { Instant } from '@seatline/kernel';
import type { SeatService } from '../events';
import { mayMove, type SeatEventKind, type SeatState } from './seat-state';

/** Why a seat is not in order, and when it is tried again by itself; null: only by hand. */
export interface SeatFailure {
  readonly cause: string;
  readonly retryAt: Instant | null;
}

/**
 * What is known of a seat. The state follows from the rest; it is kept so that a change can be told, recorded and checked against the table.
 * `appliedService` null: what the carrier holds is not known (nothing yet, or a failure left it open). `carrierEventId` orders the carrier's
 * reports, which may arrive late or twice: ids grow with the time of recording.
 */
export interface Seat {
  readonly state: SeatState;
  readonly activated: boolean;
  readonly releaseWanted: boolean;
  readonly wasInService: boolean;
  readonly wantedService: SeatService | null;
  /** Counts what was wanted, so that the carrier's side can tell a newer wish from an older one. */
  readonly wantedRevision: number;
  readonly appliedService: SeatService | null;
  readonly carrierEventId: string | null;
  readonly failure: SeatFailure | null;
  /** Failures in a row of what is wanted now. */
  readonly failedAttempts: number;
}

/** What tenancy knows of the seat's lease, from billing's events. A lease that has ended stays ended. */
export interface LeaseStanding {
  readonly suspended: boolean;
  readonly ended: boolean;
}

export type SeatEvent =
  | { readonly kind: 'activated' | 'released' | 'lease-changed' | 'retried' }
  | { readonly kind: 'service-applied'; readonly service: SeatService; readonly eventId: string }
  | { readonly kind: 'service-failed'; readonly cause: string; readonly eventId: string };

export interface SeatStep {
  readonly seat: Seat;
  /** What the carrier is now asked for; null when it is asked for nothing new. */
  readonly ask: SeatService | null;
  readonly moved: boolean;
}

export const NEW_SEAT: Seat = {
  state: 'ordered', activated: false, releaseWanted: false, wasInService: false, wantedService: null, wantedRevision: 0,
  appliedService: null, carrierEventId: null, failure: null, failedAttempts: 0,
};

/** After so many failures in a row a seat waits for a person. */
export const MOST_AUTOMATIC_ATTEMPTS = 8;

/**
 * When a failed provisioning is tried again by itself: 30 s after the first failure, doubling, at most an hour apart; null after the eighth.
 * @param attempts failures so far, at least 1.
 */
export function nextRetryAt(attempts: number, now: Instant): Instant | null {
  if (attempts >= MOST_AUTOMATIC_ATTEMPTS) return null;
  return (now + Math.min(30 * 2 ** (attempts - 1), 3600) * 1000) as Instant;
}

/** What the carrier should give the seat: nothing before it is paid; emergency calls only while its lease is suspended; nothing once it is to go. */
function serviceWantedFor(seat: Seat, lease: LeaseStanding): SeatService | null {
  if (seat.releaseWanted || lease.ended) return seat.wantedService === null ? null : 'none';
  if (!seat.activated) return null;
  return lease.suspended ? 'emergency-only' : 'full';
}

function stateOf(seat: Seat, lease: LeaseStanding): SeatState {
  if (seat.releaseWanted || lease.ended) return seat.wantedService === null || seat.appliedService === 'none' ? 'released' : 'releasing';
  if (!seat.activated) return 'ordered';
  if (lease.suspended && seat.wasInService) return 'suspended';
  if (seat.failure !== null) return 'failed';
  return seat.appliedService === null ? 'provisioning' : 'active';
}

function withEvent(seat: Seat, event: SeatEvent, now: Instant): Seat {
  switch (event.kind) {
    case 'activated':
      return { ...seat, activated: true };
    case 'released':
      return { ...seat, releaseWanted: true };
    case 'lease-changed':
      return seat;
    case 'retried':
      return { ...seat, failure: null };
    case 'service-applied':
      // "none" about a seat that is to stay contradicts what was asked; only a released seat is taken for gone.
      if (isIrrelevant(seat, event.eventId) || (event.service === 'none' && seat.wantedService !== 'none')) return seat;
      return {
        ...seat, appliedService: event.service, carrierEventId: event.eventId, failure: null, failedAttempts: 0,
        wasInService: seat.wasInService || event.service !== 'none',
      };
    case 'service-failed': {
      if (isIrrelevant(seat, event.eventId)) return seat;
      const attempts = seat.failedAttempts + 1;
      const failure = { cause: event.cause, retryAt: nextRetryAt(attempts, now) };
      return { ...seat, appliedService: null, carrierEventId: event.eventId, failure, failedAttempts: attempts };
    }
  }
}

/** A report about what was never asked for, or one that is not newer than the last. */
const isIrrelevant = (seat: Seat, eventId: string): boolean =>
  seat.wantedService === null || (seat.carrierEventId !== null && eventId <= seat.carrierEventId);

/**
 * The seat after an event, and what the carrier is asked for because of it. An event that comes twice changes nothing the second time; events
 * that come in another order than they happened in lead to the same seat in the end, because what is remembered only grows (activated, to be
 * released) or is the latest by the order of recording (the lease's standing, the carrier's reports). A released seat never changes again.
 * A retry asks again for what is wanted; a new wish forgets the failures of the old one.
 * Source: domain.md 1 (seat life), 3 (suspended seats stay known and may dial emergency numbers only).
 * @throws Error when the result would be a change that SEAT_TRANSITIONS does not have: a fault in these rules.
 */
export function advanceSeat(seat: Seat, lease: LeaseStanding, event: SeatEvent, now: Instant): SeatStep {
  if (seat.state === 'released') return { seat, ask: null, moved: false };
  const seen = withEvent(seat, event, now);
  const wanted = serviceWantedFor(seen, lease);
  const newWish = wanted !== null && wanted !== seen.wantedService;
  const asks = newWish || (event.kind === 'retried' && seat.failure !== null);
  const judged: Seat = {
    ...seen,
    wantedService: wanted,
    wantedRevision: asks ? seen.wantedRevision + 1 : seen.wantedRevision,
    failure: newWish ? null : seen.failure,
    failedAttempts: newWish ? 0 : seen.failedAttempts,
  };
  const state = stateOf(judged, lease);
  requireTransition(seat.state, event.kind, state);
  return { seat: { ...judged, state }, ask: asks ? wanted : null, moved: state !== seat.state };
}

function requireTransition(from: SeatState, by: SeatEventKind, to: SeatState): void {
  if (!mayMove(from, by, to)) throw new Error(`a seat cannot go from ${from} to ${to} by ${by}`);
}

/** True when a person or the sweep may try again: something failed and the seat still needs the carrier. */
export function canRetry(seat: Seat): boolean {
  return seat.failure !== null && seat.state !== 'released';
}

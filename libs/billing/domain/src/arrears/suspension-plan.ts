/** What a suspension of one lease touches, as its owners say it. */
export interface SuspensionScene {
  /** Every seat that the lease has in use, suspended or not, in the order of their numbers. */
  readonly seats: readonly Named[];
  /** The tenant's numbers and queues. They close when no lease of theirs is in service any more. */
  readonly numbers: readonly Named[];
  readonly queues: readonly Named[];
  readonly otherLeaseInService: boolean;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type StepTarget = 'lease' | 'number' | 'queue' | 'seat';

export type SuspensionStepKind =
  | 'refuse-log-ins' | 'refuse-outbound' | 'close-number' | 'close-queue' | 'emergency-only'
  | 'open-queue' | 'open-number' | 'allow-outbound' | 'full-service' | 'allow-log-ins';

export interface SuspensionStep {
  readonly kind: SuspensionStepKind;
  readonly targetKind: StepTarget;
  readonly target: Named;
}

const steps = (kind: SuspensionStepKind, targetKind: StepTarget, targets: readonly Named[]): SuspensionStep[] =>
  targets.map((target) => ({ kind, targetKind, target }));

/**
 * The order of coming down: no new log-ins, outbound refused, inbound to an announcement, queues closed, and last the carrier, where seats stay known
 * for emergency numbers. Numbers and queues are the tenant's, so they close only with its last lease in service. Answered calls are in no step: none
 * is cut. Source: domain.md 3.
 */
export function comingDown(lease: Named, scene: SuspensionScene): SuspensionStep[] {
  const shared = scene.otherLeaseInService ? { numbers: [], queues: [] } : scene;
  return [
    ...steps('refuse-log-ins', 'lease', [lease]),
    ...steps('refuse-outbound', 'lease', [lease]),
    ...steps('close-number', 'number', shared.numbers),
    ...steps('close-queue', 'queue', shared.queues),
    ...steps('emergency-only', 'seat', scene.seats),
  ];
}

/** The order of coming back: callers are let in again first, then each seat at its carrier, and agents log in when their seats are whole. */
export function comingBack(lease: Named, scene: SuspensionScene): SuspensionStep[] {
  const shared = scene.otherLeaseInService ? { numbers: [], queues: [] } : scene;
  return [
    ...steps('open-queue', 'queue', shared.queues),
    ...steps('open-number', 'number', shared.numbers),
    ...steps('allow-outbound', 'lease', [lease]),
    ...steps('full-service', 'seat', scene.seats),
    ...steps('allow-log-ins', 'lease', [lease]),
  ];
}

/** How things stand at the owners of the steps, asked again and again until every step holds. */
export interface StandingNow {
  readonly leaseSuspended: boolean;
  /** Whether some lease of the tenant is in service, so that numbers are answered and queues open. */
  readonly tenantServed: boolean;
  readonly seats: ReadonlyMap<string, SeatAtCarrier>;
}

export interface SeatAtCarrier {
  readonly service: 'full' | 'emergency-only' | 'none';
  /** Whether an agent may take it. */
  readonly usable: boolean;
  readonly attempts: number;
  readonly cause: string | null;
}

export interface StepStanding {
  readonly holds: boolean;
  readonly attempts: number;
  readonly cause: string | null;
}

/** Whether a step holds by now. A seat that no carrier knows has nothing to be taken from, and nothing to come back to. */
export function standingOf(step: Pick<SuspensionStep, 'kind' | 'target'>, now: StandingNow): StepStanding {
  const plain = (holds: boolean): StepStanding => ({ holds, attempts: 1, cause: null });
  const seat = now.seats.get(step.target.id);
  switch (step.kind) {
    case 'refuse-log-ins':
    case 'refuse-outbound':
      return plain(now.leaseSuspended);
    case 'close-number':
    case 'close-queue':
      return plain(!now.tenantServed);
    case 'open-number':
    case 'open-queue':
      return plain(now.tenantServed);
    case 'allow-outbound':
      return plain(!now.leaseSuspended);
    case 'allow-log-ins':
      return plain(!now.leaseSuspended && [...now.seats.values()].every((each) => each.usable || each.service === 'none'));
    case 'emergency-only':
      return seat ? { holds: seat.service !== 'full', attempts: Math.max(1, seat.attempts), cause: seat.cause } : plain(true);
    case 'full-service':
      return seat ? { holds: seat.service === 'full', attempts: Math.max(1, seat.attempts), cause: seat.cause } : plain(true);
  }
}

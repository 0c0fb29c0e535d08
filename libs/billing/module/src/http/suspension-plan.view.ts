import { ApiProperty } from '@nestjs/swagger';
import type { SuspensionStep } from '@seatline/billing-domain';
import type { SuspensionDryRun } from '../use-cases/dry-run-suspension';
import { amountText } from '../written/amounts';
import { iso, isoOrNull } from '../written/json';

const STATES = ['waiting', 'done', 'failed', 'overtaken'] as const;
const DIRECTIONS = ['down', 'up'] as const;

export class PlannedStepView {
  @ApiProperty({ description: 'refuse-log-ins, refuse-outbound, close-number, close-queue, emergency-only; and their return' }) kind: string;
  @ApiProperty({ description: 'lease, number, queue or seat' }) targetKind: string;
  @ApiProperty() targetId: string;
  @ApiProperty() targetName: string;
}

export class ExecutedStepView extends PlannedStepView {
  @ApiProperty({ description: 'the lease’s suspensions counted from 1' }) suspension: number;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'StepDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty({ enum: STATES, enumName: 'StepState', description: 'overtaken: the lease turned before it was done' }) state: (typeof STATES)[number];
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, nullable: true }) cause: string | null;
  @ApiProperty() plannedAt: string;
  @ApiProperty({ type: String, nullable: true }) settledAt: string | null;
}

export class LoggedInView {
  @ApiProperty() seat: string;
  @ApiProperty() agent: string;
  @ApiProperty() inCall: boolean;
  @ApiProperty() since: string;
}

export class SuspensionPlanView {
  @ApiProperty() leaseId: string;
  @ApiProperty() at: string;
  @ApiProperty() zone: string;
  @ApiProperty() currency: string;
  @ApiProperty({ type: String, nullable: true, description: 'when it comes if nobody pays; null while nothing is owed or it is suspended' })
  suspensionAt: string | null;

  @ApiProperty({ description: 'what keeps service on, or brings it back' }) clearedBy: string;
  @ApiProperty() rentAccruesWhileSuspended: boolean;
  @ApiProperty() seats: number;
  @ApiProperty({ type: [LoggedInView] }) loggedIn: LoggedInView[];
  @ApiProperty({ description: 'answered calls: none is cut' }) liveCalls: number;
  @ApiProperty({ description: 'callers who would hear why and be let go' }) queuedCalls: number;
  @ApiProperty({ type: [PlannedStepView] }) down: PlannedStepView[];
  @ApiProperty({ type: [PlannedStepView] }) up: PlannedStepView[];
  @ApiProperty({ type: [ExecutedStepView] }) executed: ExecutedStepView[];
}

function stepView({ kind, targetKind, target }: SuspensionStep): PlannedStepView {
  return { kind, targetKind, targetId: target.id, targetName: target.name };
}

export function suspensionPlanView(run: SuspensionDryRun): SuspensionPlanView {
  const { lease, explanation, book } = run.explained;
  const { zone, currency, rentAccruesWhileSuspended } = book.contract;
  return {
    leaseId: lease.leaseId,
    at: iso(explanation.at),
    zone,
    currency,
    suspensionAt: isoOrNull(run.suspendsAt),
    clearedBy: amountText(currency, run.clearedByMinor),
    rentAccruesWhileSuspended,
    seats: run.scene.seats.length,
    loggedIn: run.scene.loggedIn.map((each) => ({ ...each })),
    liveCalls: run.scene.liveCalls,
    queuedCalls: run.scene.queuedCalls,
    down: run.down.map(stepView),
    up: run.up.map(stepView),
    executed: run.executed.map((row) => ({
      kind: row.kind, targetKind: row.target_kind, targetId: row.target_id, targetName: row.target_name, suspension: row.suspension, direction: row.direction,
      state: row.state, attempts: row.attempts, cause: row.cause, plannedAt: iso(row.planned_at), settledAt: isoOrNull(row.settled_at),
    })),
  };
}

import { Injectable } from '@nestjs/common';
import { comingBack, comingDown, keepingMinor, type SuspensionStep } from '@seatline/billing-domain';
import type { Instant } from '@seatline/kernel';
import { TenantUnitOfWork } from '@seatline/server';
import { readSteps, type StepRow } from '../persistence/suspension-steps';
import { LeaseScene, type SceneNow } from '../ports/suspension-scene';
import { ExplainArrears, type ExplainedLease } from './explain-arrears';

export interface SuspensionDryRun {
  readonly explained: ExplainedLease;
  readonly scene: SceneNow;
  /** When it would come if nobody pays; null while nothing is owed, and while it is suspended. */
  readonly suspendsAt: Instant | null;
  /** What keeps service on, or brings it back. */
  readonly clearedByMinor: bigint;
  readonly down: readonly SuspensionStep[];
  readonly up: readonly SuspensionStep[];
  /** What was done at the last suspensions, in order. */
  readonly executed: readonly StepRow[];
}

/** What a suspension of the lease would do if it came now: nothing is written. The steps are those that a real one records and carries out. */
@Injectable()
export class DryRunSuspension {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly arrears: ExplainArrears,
    private readonly scene: LeaseScene,
  ) {}

  run(tenantId: string, leaseId: string): Promise<SuspensionDryRun> {
    return this.tenants.run(tenantId, async (tx) => {
      const explained = await this.arrears.within(tx, leaseId, null);
      const { explanation, lease } = explained;
      const scene = await this.scene.of(tx, leaseId);
      const named = { id: leaseId, name: lease.number };
      return {
        explained,
        scene,
        suspendsAt: explanation.suspendsAt,
        clearedByMinor: explanation.isSuspended ? explanation.restoringMinor : keepingMinor(explanation),
        down: comingDown(named, scene),
        up: comingBack(named, scene),
        executed: await readSteps(tx, leaseId, false),
      };
    });
  }
}

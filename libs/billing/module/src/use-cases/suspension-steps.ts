import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { comingBack, comingDown, standingOf } from '@seatline/billing-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, LiveBus, log, type Subscriber, type TenantTransaction } from '@seatline/server';
import { raiseAlarm } from '../persistence/operator-alarms';
import { leasesWithOpenSteps, readSteps, suspensionTold, tickStep, writePlan } from '../persistence/suspension-steps';
import { LeaseScene } from '../ports/suspension-scene';
import { leaseNumber } from '../reads/lease-number';
import { NoticeWork } from './notice-work';

const A_ROUND = 200;

/**
 * Plans a suspension, or a return, when billing has said it, by the same function and scene as the dry run; and ticks each step when its owner shows
 * that it holds. Tenancy, telephony and the ACD carry steps out by the same event and try again by themselves; a step that they cannot do is shown
 * with its cause, and alarms the operator once.
 */
@Injectable()
export class SuspensionSteps implements Subscriber, OnModuleInit {
  readonly name = 'billing.suspension-steps';
  readonly topics = ['billing.lease-suspended', 'billing.lease-restored'];

  constructor(
    private readonly work: NoticeWork,
    private readonly scene: LeaseScene,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.work.jobs.every({ name: 'suspension-steps', everySeconds: 10, run: () => this.run() });
  }

  async handle(tx: TenantTransaction, event: { topic: string; payload: Record<string, unknown> }): Promise<void> {
    const leaseId = String(event.payload['leaseId']);
    const direction = event.topic === 'billing.lease-suspended' ? 'down' : 'up';
    const told = await suspensionTold(tx, leaseId, direction, String(event.payload['at']));
    if (told === null) return;
    const lease = { id: leaseId, name: await leaseNumber(tx.ledger, tx.tenantId, leaseId) };
    const scene = await this.scene.of(tx, leaseId);
    const steps = direction === 'down' ? comingDown(lease, scene) : comingBack(lease, scene);
    await writePlan(tx, { leaseId, suspension: told.sequence, direction, overtaken: told.overtaken, steps }, this.clock.now());
  }

  /** Looks at every step that is not settled. */
  async run(): Promise<void> {
    const open = await this.work.platform.run((tx) => leasesWithOpenSteps(tx, A_ROUND));
    for (const { tenantId, leaseId } of open) {
      try {
        await this.work.tenants.run(tenantId, (tx) => this.tick(tx, leaseId));
      } catch (error) {
        log.error({ leaseId, reason: faultReason(error) }, 'the steps of a suspension could not be looked at');
      }
    }
  }

  private async tick(tx: TenantTransaction, leaseId: string): Promise<void> {
    const steps = await readSteps(tx, leaseId, true);
    const now = await this.scene.standing(tx, leaseId);
    const at = this.clock.now();
    for (const step of steps) {
      const standing = standingOf({ kind: step.kind, target: { id: step.target_id, name: step.target_name } }, now);
      if (!(await tickStep(tx, step, standing, at))) continue;
      const facts = { step: step.kind, target: step.target_name, cause: standing.cause };
      await raiseAlarm(tx, { kind: 'suspension-step-failed', ref: step.id, leaseId, facts }, at);
    }
    await this.live.notify(tx, { tenantId: tx.tenantId, topic: 'billing', id: leaseId });
  }
}

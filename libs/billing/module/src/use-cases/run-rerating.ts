import { Injectable } from '@nestjs/common';
import { notFound, PlatformUnitOfWork, type Principal, TenantUnitOfWork } from '@seatline/server';
import { findRerating, plannedLeases } from '../reads/reratings';
import { RerateLease } from './rerate-lease';

/**
 * What became of each lease of the plan. `done`: now; `skipped`: before, or by somebody else at the same time; `differs`: its calls or the decks are no longer
 * what the plan was made from, so nothing was done and a new dry run is needed.
 */
export interface ReratingOutcome {
  readonly done: number;
  readonly skipped: number;
  readonly differs: number;
}

/**
 * Does what a dry run said, lease by lease, each in a transaction of its own under the lease's lock: cut off half way, it is done again and goes on where it stopped.
 * Calls on no invoice get their new price; of those that are billed the difference becomes a debit on the next telephone invoice or a credit note; of those that a
 * wallet paid it is taken from the wallet or brought back.
 */
@Injectable()
export class RunRerating {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly rerateLease: RerateLease,
  ) {}

  async run(actor: Principal, reratingId: string): Promise<ReratingOutcome> {
    const { rerating, leases } = await this.platform.run(async (tx) => ({
      rerating: await findRerating(tx.db, reratingId), leases: await plannedLeases(tx.db, reratingId),
    }));
    if (!rerating) throw notFound('rerating');
    const outcome = { done: 0, skipped: 0, differs: 0 };
    for (const planned of leases) {
      outcome[await this.tenants.run(planned.tenantId, (tx) => this.rerateLease.run(tx, actor, rerating, planned))] += 1;
    }
    return outcome;
  }
}

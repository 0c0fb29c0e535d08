import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork } from '@seatline/server';
import { type CollectionCandidate, collectionCandidates } from '../persistence/collections';
import { IntendCollection } from './intend-collection';
import { PayOnline } from './pay-online';

/**
 * Charges open invoices to the methods that tenants saved for it, on the days of their schedule. Each try is committed before the gateway is asked, so that however
 * many sweeps run, and wherever one dies, it is one charge; an answer that never came is asked for by the sweep of unfinished payments.
 */
@Injectable()
export class CollectionSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly intendCollection: IntendCollection,
    private readonly payOnline: PayOnline,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'collection', everySeconds: 60, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { gatewayName } = this.intendCollection;
    if (gatewayName === null) return;
    let page = await this.candidates(gatewayName, null);
    while (page.length > 0) {
      for (const candidate of page) await this.collect(candidate);
      page = await this.candidates(gatewayName, page.at(-1)!);
    }
  }

  private candidates(gateway: string, after: CollectionCandidate | null): Promise<CollectionCandidate[]> {
    return this.platform.run((tx) => collectionCandidates(tx, gateway, this.clock.now(), after));
  }

  /** One tenant's fault does not keep the others from being collected from. */
  private async collect(candidate: CollectionCandidate): Promise<void> {
    try {
      const attempt = await this.intendCollection.run(candidate);
      if (attempt) await this.payOnline.settle(candidate.tenantId, attempt);
    } catch (error) {
      log.warn({ invoiceId: candidate.invoiceId, reason: faultReason(error) }, 'an invoice could not be collected');
    }
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, Jobs, log, PlatformUnitOfWork } from '@seatline/server';
import { type MethodKey, unfinishedMethods } from '../persistence/saved-methods';
import { ManageMethods } from './manage-methods';
import { SaveMethod } from './save-method';

const ANSWER_WITHIN_MILLISECONDS = 120_000;

/** Finds savings whose end was never heard of, and methods that the gateway still keeps though they were removed here. */
@Injectable()
export class UnfinishedMethodsSweep implements OnModuleInit {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly save: SaveMethod,
    private readonly manage: ManageMethods,
    private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.every({ name: 'unfinished-payment-methods', everySeconds: 600, run: () => this.run() });
  }

  async run(): Promise<void> {
    const { gatewayName } = this.save;
    if (gatewayName === null) return;
    const before = this.clock.now() - ANSWER_WITHIN_MILLISECONDS;
    for (const key of await this.platform.run((tx) => unfinishedMethods(tx, gatewayName, before))) await this.finish(key);
  }

  /** One that cannot be finished now does not keep the others from being finished. */
  private async finish({ tenantId, id }: MethodKey): Promise<void> {
    try {
      const method = await this.save.read(tenantId, id);
      if (method?.state === 'pending') await this.save.settle(tenantId, method);
      if (method?.state === 'removed') await this.manage.forget(method);
    } catch (error) {
      log.warn({ methodId: id, reason: faultReason(error) }, 'a payment method could not be finished');
    }
  }
}

import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { Audit } from './audit/audit';
import { CLOCK, WALL_CLOCK } from './clock-token';
import { Jobs } from './jobs/jobs';
import { LiveBus } from './live/live-bus';
import { Outbox, RELAY_TASK } from './outbox/outbox';
import { OutboxRelay } from './outbox/relay';

/** What every module uses: outbox, jobs, live hints, audit. The composition root provides CLOCK and the database. */
@Global()
@Module({
  providers: [Audit, Outbox, OutboxRelay, Jobs, LiveBus, { provide: WALL_CLOCK, useExisting: CLOCK }],
  exports: [Audit, Outbox, OutboxRelay, Jobs, LiveBus, WALL_CLOCK],
})
export class ServerModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly relay: OutboxRelay,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RELAY_TASK, ({ tenantId = '', outboxId = '' }) => this.relay.deliver(tenantId, outboxId));
    this.jobs.every({
      name: 'undelivered-events',
      everySeconds: 30,
      run: async () => {
        await this.relay.sweep(30);
      },
    });
  }
}

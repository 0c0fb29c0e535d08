import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/instants';
import { AgentDesk } from '../use-cases/agent-desk';

/** Ends wrap-up when its limit is reached. */
@Injectable()
export class WrapUpTimers {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly desk: AgentDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const now = timestamp(this.clock.now());
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<{ tenant_id: string; member_id: string }>(sql`select tenant_id, member_id from agent where due_at <= ${now} order by due_at limit 500`),
    );
    for (const agent of rows) await this.desk.endWrapUp(agent.tenant_id, agent.member_id);
  }
}

import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PLATFORM_POOL, Public } from '@seatline/server';
import type { Pool } from 'pg';

/** For load balancers and supervisors. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(@Inject(PLATFORM_POOL) private readonly pool: Pool) {}

  @Public('a supervisor has no session; tells nothing but that the process lives')
  @Get('healthz')
  alive(): { status: string } {
    return { status: 'alive' };
  }

  @Public('a load balancer has no session; tells nothing but that the database answers')
  @Get('readyz')
  async ready(): Promise<{ status: string }> {
    await this.pool.query('select 1');
    return { status: 'ready' };
  }
}

import { Injectable } from '@nestjs/common';
import { Jobs, PlatformUnitOfWork, TenantUnitOfWork } from '@seatline/server';

/** Where the work on notices is found and done. */
@Injectable()
export class NoticeWork {
  constructor(
    readonly platform: PlatformUnitOfWork,
    readonly tenants: TenantUnitOfWork,
    readonly jobs: Jobs,
  ) {}
}

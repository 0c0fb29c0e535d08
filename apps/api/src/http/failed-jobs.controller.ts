import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Audit, CurrentPrincipal, Jobs, notFound, PlatformUnitOfWork, type Principal, RequirePermission } from '@seatline/server';

export class FailedJobView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'What the job was to do' }) task: string;
  @ApiProperty() attempts: number;
  @ApiProperty() maxAttempts: number;
  @ApiProperty() lastError: string;
  @ApiProperty({ description: 'The next try, unless attempts are used up' }) runAt: string;
}

export class FailedJobListView {
  @ApiProperty({ type: [FailedJobView] }) items: FailedJobView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** More than this at once is one cause, not many: the newest tell it. */
const MOST_SHOWN = 200;

/** Work that did not succeed, for the operator to see and to try again. */
@ApiTags('operator')
@Controller('operator/jobs')
export class FailedJobsController {
  constructor(
    private readonly jobs: Jobs,
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
  ) {}

  @Get('failed')
  @RequirePermission('operator:jobs')
  @ApiOperation({ operationId: 'listFailedJobs' })
  @ApiOkResponse({ type: FailedJobListView })
  async list(): Promise<FailedJobListView> {
    const failed = await this.jobs.failed(MOST_SHOWN);
    return { items: failed.map((job) => ({ ...job, runAt: job.runAt.toISOString() })), nextCursor: null };
  }

  @Post(':id/retry')
  @HttpCode(204)
  @RequirePermission('operator:jobs')
  @ApiOperation({ operationId: 'retryJob' })
  @ApiNoContentResponse()
  async retry(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    if (!/^\d{1,18}$/.test(id) || !(await this.jobs.retry(id))) throw notFound('job');
    await this.platform.run((tx) => this.audit.recordPlatform(tx, principal, { action: 'job.retried', subjectKind: 'job', subjectId: id }));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal } from '@seatline/server';
import { sendAgain } from '../persistence/notice-messages';
import { markAlarmSeen } from '../persistence/operator-alarms';
import { markPlatformAlarmSeen } from '../persistence/platform-alarms';
import { nameOf } from './lease-desk';
import { NoticeWork } from './notice-work';
import { SEND_MESSAGE_TASK } from './send-messages';

/** What a person does about messages and alarms: have one sent again, say that one was seen. */
@Injectable()
export class MessageDesk {
  constructor(
    private readonly work: NoticeWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The receiver gets it under the same id as before. */
  async replay(actor: Principal, tenantId: string, messageId: string): Promise<void> {
    await this.work.tenants.run(tenantId, async (tx) => {
      if (!(await sendAgain(tx, messageId, this.clock.now()))) throw notFound('message');
      await this.audit.record(tx, actor, { action: 'notice.sent-again', subjectKind: 'notice-message', subjectId: messageId });
      await this.work.jobs.enqueue(tx, SEND_MESSAGE_TASK, { tenantId, messageId }, { key: `message-${messageId}` });
    });
  }

  async seeAlarm(actor: Principal, tenantId: string, alarmId: string): Promise<void> {
    await this.work.tenants.run(tenantId, async (tx) => {
      if (!(await markAlarmSeen(tx, alarmId, nameOf(actor), this.clock.now()))) throw notFound('alarm');
      await this.audit.record(tx, actor, { action: 'alarm.seen', subjectKind: 'operator-alarm', subjectId: alarmId });
    });
  }

  async seePlatformAlarm(actor: Principal, alarmId: string): Promise<void> {
    await this.work.platform.run(async (tx) => {
      if (!(await markPlatformAlarmSeen(tx, alarmId, nameOf(actor), this.clock.now()))) throw notFound('alarm');
      await this.audit.recordPlatform(tx, actor, { action: 'alarm.seen', subjectKind: 'platform-alarm', subjectId: alarmId });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { type NoticeRecipient, NoticeRecipients } from '@seatline/billing';
import { PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';

/** Billing's question "who is told of a tenant's money?", answered from tenancy's members: admins and billing members, each in their own language. */
@Injectable()
export class MemberNoticeRecipients extends NoticeRecipients {
  constructor(private readonly platform: PlatformUnitOfWork) {
    super();
  }

  override async of(tenantId: string): Promise<readonly NoticeRecipient[]> {
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<NoticeRecipient & Record<string, unknown>>(sql`
        select p.id as "personId", p.email, p.locale as language from member m join person p on p.id = m.person_id
        where m.tenant_id = ${tenantId} and m.status = 'active' and m.roles && array['tenant-admin', 'tenant-billing'] order by p.id`),
    );
    return rows;
  }
}

import type { NoticeLanguage } from '@seatline/billing-domain';

/** Somebody of a tenant who is told of its money. */
export interface NoticeRecipient {
  readonly personId: string;
  readonly email: string;
  readonly language: NoticeLanguage;
}

/** Who receives a tenant's notices by e-mail: its active admins and billing members. Asked outside every transaction. */
export abstract class NoticeRecipients {
  abstract of(tenantId: string): Promise<readonly NoticeRecipient[]>;
}

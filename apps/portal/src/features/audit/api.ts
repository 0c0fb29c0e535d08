import * as api from '../../generated';

export type { AuditEntryView } from '../../generated';

export const AUDIT_KEY = ['audit'] as const;
export const OPERATOR_AUDIT_KEY = ['operator-audit'] as const;

export const listAudit = (cursor: string | null) => api.listAudit({ query: { cursor: cursor ?? undefined } });
export const listOperatorAudit = (cursor: string | null) => api.listPlatformAudit({ query: { cursor: cursor ?? undefined } });

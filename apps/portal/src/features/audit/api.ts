import { http, type Page } from '../../session/http';

export interface AuditEntryView {
  id: string;
  at: string;
  actorKind: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  reason: string | null;
  ip: string | null;
  facts: Record<string, unknown>;
}

export const AUDIT_KEY = ['audit'] as const;
export const OPERATOR_AUDIT_KEY = ['operator-audit'] as const;

export const listAudit = (cursor: string | null) => http.get<Page<AuditEntryView>>('/audit', { cursor });
export const listOperatorAudit = (cursor: string | null) => http.get<Page<AuditEntryView>>('/operator/audit', { cursor });

import * as api from '../../generated';
import type { MessageState, WebhookInput } from '../../generated';

export type { AlarmView, MessageState, MessageView, WebhookSecretView, WebhookView } from '../../generated';

export const MESSAGES_KEY = ['notice-messages'] as const;
export const WEBHOOKS_KEY = ['webhook-endpoints'] as const;
export const ALARMS_KEY = ['alarms'] as const;

export const listMessages = (cursor: string | null) => api.listMessages({ query: { cursor: cursor ?? undefined } });
export const replayMessage = (id: string) => api.replayMessage({ path: { id } });
export const listWebhooks = () => api.listWebhooks();
export const addWebhook = (body: WebhookInput) => api.addWebhook({ body });
export const rotateWebhookSecret = (id: string) => api.rotateWebhookSecret({ path: { id } });
export const removeWebhook = (id: string) => api.removeWebhook({ path: { id } });

export const listAllMessages = (cursor: string | null, state: MessageState | null) =>
  api.listAllMessages({ query: { cursor: cursor ?? undefined, state: state ?? undefined } });
export const replayTenantMessage = ({ tenantId, id }: { tenantId: string; id: string }) => api.replayTenantMessage({ path: { tenantId, id } });
export const listAlarms = (cursor: string | null) => api.listAlarms({ query: { cursor: cursor ?? undefined } });
export const seeAlarm = ({ tenantId, id }: { tenantId: string | null; id: string }) =>
  tenantId === null ? api.seePlatformAlarm({ path: { id } }) : api.seeAlarm({ path: { tenantId, id } });

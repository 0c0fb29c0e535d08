import * as api from '../../generated';
import type { AgentStateInput } from '../../generated';

export type { AgentDeskView, AgentState, DeskCallView, DeskSeatView, SipLoginView } from '../../generated';

export const DESK_KEY = ['desk'] as const;

export const readDesk = () => api.readDesk();
export const takeSeat = (seatId: string) => api.takeSeat({ body: { seatId } });
export const leaveSeat = () => api.leaveSeat();
export const setAgentState = (body: AgentStateInput) => api.setAgentState({ body });
export const callOut = (to: string) => api.callOut({ body: { to } });
export const answerCall = (id: string) => api.answerCall({ path: { id } });
export const hangUpCall = (id: string) => api.hangUpCall({ path: { id } });

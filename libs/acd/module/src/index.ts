export { AcdWork } from './acd-work';
export { ACD_ENTITIES, type AcdBindings, AcdModule } from './acd.module';
export { CallControl } from './call-control/call-control';
export * from './ports/calls';
export * from './ports/seats';
export { AgentCalls } from './use-cases/agent-calls';
export { AgentDesk } from './use-cases/agent-desk';
export { SuperviseAgents } from './use-cases/supervise-agents';
export { type TakenSeat, TakeSeat } from './use-cases/take-seat';

export * from './agent/agent-state';
export * from './call/commands-for';
export * from './call/reaction';
export * from './call/talk-limit';
export * from './problems';
export * from './queue/queue';
export * from './routing/longest-idle';

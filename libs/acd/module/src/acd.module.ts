import { randomUUID } from 'node:crypto';
import { type DynamicModule, Inject, Module, type ModuleMetadata, type OnModuleInit, type Provider } from '@nestjs/common';
import { Jobs, LiveBus, OutboxRelay } from '@seatline/server';
import { AcdTimers, AcdWork, CallTimers } from './acd-work';
import { AgentRows } from './agents/agent-rows';
import { LogOut } from './agents/log-out';
import { SeatServiceLostSubscriber } from './agents/seat-service.subscriber';
import { WrapUpTimers } from './agents/wrap-up-timers';
import { CallCommander } from './call-control/call-commander';
import { CallControl } from './call-control/call-control';
import { CallEvents } from './call-control/call-events';
import { CallKeeper } from './call-control/call-keeper';
import { CallResumption } from './call-control/call-resumption';
import { ClosedQueues, WaitingCallers } from './call-control/closed-queues';
import { InboundCalls } from './call-control/inbound-calls';
import { OfferExpiry } from './call-control/offer-expiry';
import { OfferTimers } from './call-control/offer-timers';
import { OutboundCalls } from './call-control/outbound-calls';
import { OutboundRights } from './call-control/outbound-rights';
import { Reactions } from './call-control/reactions';
import { TalkTime, TalkTimers } from './call-control/talk-timers';
import { CALL_OWNER, RoutedCallRows } from './call-control/routed-call-rows';
import { AgentController } from './http/agent.controller';
import { AgentsController } from './http/agents.controller';
import { EventsController } from './http/events.controller';
import { QueuesController } from './http/queues.controller';
import { QueueEntity } from './persistence/queue.entity';
import { CALL_FEED, type CallFeed } from './ports/calls';
import { ReadDesk } from './reads/read-desk';
import { ReadFloor } from './reads/read-floor';
import { ReadSeatSessions } from './reads/read-seat-sessions';
import { Router } from './routing/router';
import { Seeker } from './routing/seeker';
import { AgentCalls } from './use-cases/agent-calls';
import { AgentDesk, AgentStates } from './use-cases/agent-desk';
import { ManageQueues } from './use-cases/manage-queues';
import { OfferWithdrawal, SuperviseAgents } from './use-cases/supervise-agents';
import { TakeSeat } from './use-cases/take-seat';

/** Every entity of the ACD, for the one data source. */
export const ACD_ENTITIES = [QueueEntity];

/** What the composition root binds: every token of `ports/`, from modules that it imports here. See README.md. */
export interface AcdBindings {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly providers: Provider[];
}

const AGENTS = [AgentRows, LogOut, SeatServiceLostSubscriber, WrapUpTimers, TakeSeat, AgentStates, AgentDesk, AgentCalls, SuperviseAgents, OfferWithdrawal];
const CALLS = [CallCommander, CallControl, CallEvents, CallResumption, CallKeeper, InboundCalls, OutboundCalls, OutboundRights, Reactions, RoutedCallRows, WaitingCallers, ClosedQueues, TalkTime, TalkTimers];
const ROUTING = [Router, Seeker, OfferTimers, OfferExpiry, ManageQueues, ReadDesk, ReadFloor, ReadSeatSessions];

@Module({})
export class AcdModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly relay: OutboxRelay,
    private readonly live: LiveBus,
    private readonly parts: AcdWork,
    @Inject(CALL_FEED) private readonly feed: CallFeed,
  ) {}

  static forRoot(bindings: AcdBindings): DynamicModule {
    return {
      module: AcdModule,
      imports: bindings.imports,
      controllers: [AgentController, AgentsController, QueuesController, EventsController],
      providers: [{ provide: CALL_OWNER, useFactory: () => randomUUID() }, ...bindings.providers, ...AGENTS, ...CALLS, ...ROUTING, AcdTimers, CallTimers, AcdWork],
      exports: [CallControl, AcdWork, TakeSeat, AgentDesk, AgentCalls, SuperviseAgents, ReadSeatSessions],
    };
  }

  onModuleInit(): void {
    this.feed.listen(this.parts.control);
    this.relay.subscribe(this.parts.seatServiceLost);
    this.live.subscribe((hint) => this.parts.hint(hint));
    this.parts.register(this.jobs);
  }
}

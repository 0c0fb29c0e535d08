import { Injectable } from '@nestjs/common';
import type { Jobs, LiveHint } from '@seatline/server';
import { SeatServiceLostSubscriber } from './agents/seat-service.subscriber';
import { WrapUpTimers } from './agents/wrap-up-timers';
import { CallCommander } from './call-control/call-commander';
import { CallControl } from './call-control/call-control';
import { CallKeeper } from './call-control/call-keeper';
import { ClosedQueues } from './call-control/closed-queues';
import { OfferTimers } from './call-control/offer-timers';
import { TalkTimers } from './call-control/talk-timers';
import { Seeker } from './routing/seeker';

const TIMERS_SECONDS = 1;
const KEEPER_SECONDS = 5;

/** The timers of calls on their way. */
@Injectable()
export class CallTimers {
  constructor(
    private readonly offers: OfferTimers,
    private readonly closedQueues: ClosedQueues,
    private readonly talk: TalkTimers,
  ) {}

  register(jobs: Jobs): void {
    jobs.every({ name: 'acd-offers', everySeconds: TIMERS_SECONDS, run: () => this.offers.sweep() });
    jobs.every({ name: 'acd-closed-queues', everySeconds: TIMERS_SECONDS, run: () => this.closedQueues.sweep() });
    jobs.every({ name: 'acd-talk-time', everySeconds: TIMERS_SECONDS, run: () => this.talk.sweep() });
  }
}

/** The ACD's timers. Each finds what is due in the rows, so any process may run them. */
@Injectable()
export class AcdTimers {
  constructor(
    private readonly calls: CallTimers,
    private readonly wrapUps: WrapUpTimers,
    private readonly seeker: Seeker,
    private readonly keeper: CallKeeper,
  ) {}

  register(jobs: Jobs): void {
    this.calls.register(jobs);
    jobs.every({ name: 'acd-wrap-up', everySeconds: TIMERS_SECONDS, run: () => this.wrapUps.sweep() });
    jobs.every({ name: 'acd-pairs', everySeconds: TIMERS_SECONDS, run: () => this.seeker.sweep() });
    jobs.every({ name: 'acd-calls-kept', everySeconds: KEEPER_SECONDS, run: () => this.keeper.sweep() });
  }
}

/** What goes on in the ACD beside requests. */
@Injectable()
export class AcdWork {
  constructor(
    readonly control: CallControl,
    readonly seatServiceLost: SeatServiceLostSubscriber,
    private readonly timers: AcdTimers,
    private readonly seeker: Seeker,
    private readonly commander: CallCommander,
  ) {}

  register(jobs: Jobs): void {
    this.timers.register(jobs);
  }

  hint(hint: LiveHint): void {
    this.seeker.hint(hint);
  }

  /** Resolves when every command that was asked for has been given. */
  async idle(): Promise<void> {
    await this.seeker.idle();
    await this.commander.work.idle();
  }
}

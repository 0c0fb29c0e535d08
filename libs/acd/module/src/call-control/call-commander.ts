import { Inject, Injectable } from '@nestjs/common';
import type { Command } from '@seatline/acd-domain';
import type { Clock } from '@seatline/kernel';
import { CLOCK, faultReason, log, OrderedWork } from '@seatline/server';
import { type Announcement, type Carrier, CarrierFailure, type RejectReason } from '@seatline/telephony-domain';
import { CALL_CARRIERS, CALL_FEED, type CallCarriers, type CallFeed, type CarrierName } from '../ports/calls';

/** A leg that is refused before it becomes a routed call. */
export interface Rejection {
  readonly kind: 'reject';
  readonly legId: string;
  readonly reason: RejectReason;
  readonly announcement: Announcement;
}

export interface CallCommands {
  readonly tenantId: string;
  readonly carrier: CarrierName;
  readonly callId: string;
  readonly commands: readonly (Command | Rejection)[];
}

const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 100;

/**
 * Carries commands to carriers after the commit, in order for each call. What fails for a moment is tried again; a leg that cannot be dialled counts as
 * ended, so that the call goes on without it; everything else is found by the comparison with the carrier, for commands follow from the rows.
 */
@Injectable()
export class CallCommander {
  readonly work = new OrderedWork();

  constructor(
    @Inject(CALL_CARRIERS) private readonly carriers: CallCarriers,
    @Inject(CALL_FEED) private readonly feed: CallFeed,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(call: CallCommands): void {
    if (call.commands.length === 0) return;
    this.work.add(call.callId, async () => {
      for (const command of call.commands) await this.attempt(call, command);
    });
  }

  private async attempt(call: CallCommands, command: Command | Rejection): Promise<void> {
    for (let count = 1; ; count += 1) {
      try {
        return await perform(this.carriers.named(call.carrier), { callId: call.callId, now: this.clock.now() }, command);
      } catch (error) {
        if (error instanceof CarrierFailure && error.retryable && count < MOST_ATTEMPTS) {
          await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MILLISECONDS * 2 ** (count - 1)));
          continue;
        }
        return this.givenUp(call, command, error);
      }
    }
  }

  private async givenUp(call: CallCommands, command: Command | Rejection, error: unknown): Promise<void> {
    // What is gone has ended, and its end is told as an event.
    if (error instanceof CarrierFailure && error.code === 'gone') return;
    const reason = faultReason(error);
    log.warn({ callId: call.callId, command: command.kind, carrier: call.carrier, reason }, 'a carrier did not carry out a command');
    if (command.kind === 'dial') await this.feed.failed(call.carrier, call.tenantId, command.legId, this.clock.now());
  }
}

function perform(carrier: Carrier, { callId, now }: { callId: string; now: number }, command: Command | Rejection): Promise<void> {
  switch (command.kind) {
    case 'dial': {
      const { originatorLegId, ...order } = command.order;
      return carrier.dial({ legId: command.legId, callId, ...order, ...(originatorLegId === null ? {} : { originatorLegId }) });
    }
    case 'accept':
      return carrier.acceptLeg(command.legId);
    case 'music':
      return carrier.playMusic(command.legId);
    case 'ringback':
      return carrier.indicateRinging(command.legId);
    case 'open-room':
      return carrier.openRoom(callId);
    case 'close-room':
      return carrier.closeRoom(callId);
    case 'join':
      return carrier.join(command.legId, callId);
    case 'record':
      return carrier.record({ callId, recordingId: command.recordingId, callerLegId: command.legId });
    case 'limit':
      return carrier.limitTalk(command.legId, Math.max(0.001, (command.talkUntil - now) / 1000));
    case 'hang-up':
      return carrier.hangup(command.legId, command.cause);
    case 'reject':
      return carrier.rejectLeg(command.legId, command.reason, command.announcement);
  }
}

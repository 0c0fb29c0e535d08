import { Inject, Injectable } from '@nestjs/common';
import { SEAT_LOST_REASON } from '@seatline/acd-domain';
import type { Subscriber, TenantTransaction } from '@seatline/server';
import { SEAT_SERVICE_WANTED, type SeatServiceWanted } from '@seatline/telephony-domain';
import { SEAT_RIGHTS, type SeatRights } from '../ports/seats';
import { AgentRows } from './agent-rows';
import { LogOut } from './log-out';

/** A seat that may no longer be fully used gives up its agent: an idle one at once, one in a call when the call is over. */
@Injectable()
export class SeatServiceLostSubscriber implements Subscriber {
  readonly name = 'acd.seat-service-lost';
  readonly topics = [SEAT_SERVICE_WANTED] as const;

  constructor(
    private readonly agents: AgentRows,
    private readonly logOut: LogOut,
    @Inject(SEAT_RIGHTS) private readonly rights: SeatRights,
  ) {}

  async handle(tx: TenantTransaction, event: { payload: Record<string, unknown> }): Promise<void> {
    const { seatId, service } = event.payload as unknown as SeatServiceWanted;
    if (service === 'full') return;
    const agent = await this.agents.atSeat(tx, seatId);
    if (!agent) return;
    // The wish may be an old one that a restoration overtook: the seat is asked as it is now.
    if ((await this.rights.decide(tx, seatId, agent.memberId)).ok) return;
    await this.logOut.run(tx, agent.memberId, service === 'none' ? SEAT_LOST_REASON.released : SEAT_LOST_REASON.suspended);
  }
}

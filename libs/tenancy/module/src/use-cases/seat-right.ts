import { Injectable } from '@nestjs/common';
import { accept, refuse, type Result } from '@seatline/kernel';
import type { TenantTransaction } from '@seatline/server';
import { decideSeatRight, type SeatRightRefusal } from '@seatline/tenancy-domain';
import { type EntitledSeat, entitledSeats, readSeatRight } from '../persistence/seat-rights';
import { MaintenanceNow, runningUntil } from './maintenance-now';

export type { EntitledSeat } from '../persistence/seat-rights';

/** A seat that may be taken. */
export interface GrantedSeat {
  readonly seatId: string;
  readonly label: string;
  readonly leaseId: string;
}

/** Tenancy's answer to "may this member take this seat now?", asked within the transaction that takes it. */
@Injectable()
export class SeatRight {
  constructor(private readonly maintenance: MaintenanceNow) {}

  /** The seat is held until the transaction ends, so that a suspension comes either before the question or after the seat is taken. */
  async decide(tx: TenantTransaction, seatId: string, memberId: string): Promise<Result<GrantedSeat, SeatRightRefusal | 'not-found'>> {
    const row = await readSeatRight(tx, seatId, memberId);
    if (!row || row.memberStatus === null) return refuse('not-found', { kind: row ? 'member' : 'seat' });
    const decided = decideSeatRight({
      memberStatus: row.memberStatus,
      entitled: row.entitled,
      seatState: row.state,
      seatCause: row.cause,
      leaseSuspended: row.leaseSuspended,
      maintenanceEndAt: runningUntil(await this.maintenance.of(tx)),
    });
    return decided.ok ? accept({ seatId: row.seatId, label: row.label, leaseId: row.leaseId }) : decided;
  }

  /** The seats of an agent's desk, with their state. */
  entitledSeats(tx: TenantTransaction, memberId: string): Promise<EntitledSeat[]> {
    return entitledSeats(tx, memberId);
  }
}

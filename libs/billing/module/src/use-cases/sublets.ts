import { Inject, Injectable } from '@nestjs/common';
import { periodAt, seatsThatLast } from '@seatline/billing-domain';
import { type CivilDate, type Clock, civilDateAt, startOfDay } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type PlatformTransaction, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import { LeaseBooks } from '../persistence/lease-books/lease-books';
import { acceptSublet, closeSublet, decideSublet, insertSublet, lockSublet } from '../persistence/sublet-rows';
import { findTenantByCode, readSublets, readTenantCode, type SubletRow, type SubletState } from '../reads/sublets';
import { bringUp } from './bring-up';
import { requireSeats } from './order-terms';
import { type SubletStep, tellSublet } from './tell-sublet';

export interface SubletNotice {
  /** What the other tenant calls itself by to the platform. */
  readonly toCode: string;
  readonly seats: number;
  /** A period's first day of the lease, after today. */
  readonly on: CivilDate;
}

/** More of them than these are no list that anybody reads. */
const MOST_LISTED = 200;

type Move = (tx: PlatformTransaction, row: SubletRow) => Promise<void>;

/**
 * Handing seats on to another tenant: notice, acceptance, consent. Nothing moves before all three; what moves then is HandSeatsOver's. A request stands between
 * two tenants, so all of it goes through the platform's door, each step checking whose turn it is (ADR 12).
 */
@Injectable()
export class Sublets {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly books: LeaseBooks,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async give(actor: Principal, tenantId: string, leaseId: string, notice: SubletNotice): Promise<SubletRow> {
    requireSeats(notice.seats);
    const takesEffectAt = await this.tenants.run(tenantId, async (tx) => {
      const now = this.clock.now();
      const [lease] = await this.books.load(tx.ledger, [{ tenantId, leaseId }], { until: now, lock: false });
      if (!lease) throw notFound('lease');
      const { book } = bringUp(lease, now, null);
      const { contract, endOn } = book;
      if (notice.on <= civilDateAt(now, contract.zone) || notice.on >= endOn) throw new Problem('lease.outside-term', { endOn });
      const { fromOn, toOn } = periodAt(contract, notice.on);
      if (fromOn !== notice.on) throw new Problem('sublet.not-a-period-start', { next: toOn });
      const lasting = seatsThatLast(book);
      if (lasting < notice.seats) throw new Problem('lease.not-enough-seats', { seats: lasting });
      return startOfDay(notice.on, contract.zone);
    });
    return this.platform.run(async (tx) => {
      const toTenantId = await findTenantByCode(tx.db, notice.toCode.trim().toUpperCase());
      if (toTenantId === null || toTenantId === tenantId) throw new Problem('sublet.unknown-code', { code: notice.toCode.trim() });
      const { seats, on: takesEffectOn } = notice;
      const noticedAt = this.clock.now();
      const given = { tenantId, leaseId, toTenantId, seats, takesEffectOn, takesEffectAt, noticedAt, noticedBy: actor.displayName };
      const known = await insertSublet(tx.db, given);
      if (known.seats !== seats) throw new Problem('sublet.noticed-already', { seats: known.seats });
      await this.record(tx, actor, 'sublet.noticed', known.id, { seats, takesEffectOn });
      const row = await readOne(tx, known.id);
      await tellSublet(tx.db, row, 'asked', { reason: null, at: noticedAt });
      return row;
    });
  }

  /** The receiving tenant takes the seats into its open lease, or declines. */
  answer(actor: Principal, tenantId: string, id: string, answer: { accept: boolean }): Promise<SubletRow> {
    const target = answer.accept ? 'accepted' : 'declined';
    return this.move(id, { party: tenantId, role: 'receives', from: ['noticed'], to: target }, async (tx, row) => {
      if (!answer.accept) {
        await closeSublet(tx.db, id, { state: 'declined', reason: null, at: this.clock.now() });
      } else {
        const lease = await this.books.findOpen(tx.db, tenantId);
        if (!lease) throw new Problem('lease.none');
        await acceptSublet(tx.db, id, { leaseId: lease.leaseId, name: actor.displayName, at: this.clock.now() });
      }
      await this.record(tx, actor, `sublet.${target}`, id, { seats: row.seats });
    });
  }

  /** The giving tenant thinks better of it: until the day itself. */
  withdraw(actor: Principal, tenantId: string, id: string): Promise<SubletRow> {
    return this.move(id, { party: tenantId, role: 'gives', from: ['noticed', 'accepted', 'consented'], to: 'withdrawn' }, async (tx, row) => {
      await closeSublet(tx.db, id, { state: 'withdrawn', reason: null, at: this.clock.now() });
      await this.record(tx, actor, 'sublet.withdrawn', id, { seats: row.seats });
    });
  }

  decide(actor: Principal, id: string, decision: { consent: boolean; reason: string }): Promise<SubletRow> {
    const target = decision.consent ? 'consented' : 'refused';
    return this.move(id, { party: null, role: 'decides', from: ['accepted'], to: target }, async (tx, row) => {
      await decideSublet(tx.db, id, { ...decision, name: actor.displayName, at: this.clock.now() });
      await this.record(tx, actor, `sublet.${target}`, id, { seats: row.seats }, decision.reason);
    });
  }

  async ofTenant(tenantId: string): Promise<{ code: string; sublets: SubletRow[] }> {
    return this.platform.run(async (tx) => ({
      code: await readTenantCode(tx.db, tenantId),
      sublets: await readSublets(tx.db, { party: tenantId, after: null, most: MOST_LISTED }),
    }));
  }

  /** One step of a request by who may take it; the same step again is answered with what it came to. */
  private move(
    id: string,
    step: { party: string | null; role: 'gives' | 'receives' | 'decides'; from: readonly SubletState[]; to: Extract<SubletState, SubletStep> },
    act: Move,
  ): Promise<SubletRow> {
    return this.platform.run(async (tx) => {
      const state = await lockSublet(tx.db, id);
      if (state === null) throw notFound('sublet');
      const row = await readOne(tx, id);
      const party = step.role === 'gives' ? row.tenant_id : step.role === 'receives' ? row.to_tenant_id : null;
      if (party !== step.party) throw notFound('sublet');
      if (state === step.to) return row;
      if (!step.from.includes(state) || this.clock.now() >= row.takes_effect_at) throw new Problem('sublet.not-now', { state });
      await act(tx, row);
      const moved = await readOne(tx, id);
      await tellSublet(tx.db, moved, step.to, { reason: moved.reason, at: this.clock.now() });
      return moved;
    });
  }

  private async record(tx: PlatformTransaction, actor: Principal, action: string, id: string, facts: Record<string, string | number>, reason?: string): Promise<void> {
    await this.audit.recordPlatform(tx, actor, { action, subjectKind: 'sublet', subjectId: id, reason: reason ?? null, facts });
  }
}

async function readOne(tx: PlatformTransaction, id: string): Promise<SubletRow> {
  const [row] = await readSublets(tx.db, { id, after: null, most: 1 });
  if (!row) throw notFound('sublet');
  return row;
}

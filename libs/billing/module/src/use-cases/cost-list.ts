import { Inject, Injectable } from '@nestjs/common';
import { type Amount, type CompiledDeck, compileDeck, type DeckTable, rateCall } from '@seatline/billing-domain';
import type { Clock, Currency, Instant, Zone } from '@seatline/kernel';
import { Audit, CLOCK, notFound, type Principal, Problem, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { type CostDeckHeader, type CostDirection, insertCostDeck, listCostDecks, loadCostRows } from '../persistence/cost-decks';
import { CarrierSide } from '../ports/carrier-side';
import { COMPARING_ZONE } from './comparing-zone';
import { readDeckCsv } from './deck-csv';

export type { CostDeckHeader };

export interface CostDeckUpload {
  readonly direction: CostDirection;
  readonly currency: Currency;
  readonly name: string;
  readonly effectiveFrom: Instant;
  readonly csv: string;
}

interface CostCall {
  readonly direction: CostDirection;
  /** As it is looked up: in which table, by which digits. */
  readonly table: DeckTable;
  readonly to: string;
  readonly answeredAt: Instant;
  readonly seconds: number;
}

const MOST_FAULTS_TOLD = 20;

/** What a trunk's carrier takes by its price list: uploaded as a rate deck is, versioned by when it takes effect, and never changed. */
@Injectable()
export class CostList {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly side: CarrierSide,
    private readonly audit: Audit,
    @Inject(COMPARING_ZONE) private readonly zone: Zone,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async upload(actor: Principal, tenantId: string, trunkId: string, upload: CostDeckUpload): Promise<string> {
    await this.requireTrunk(tenantId, trunkId);
    const { rows, faults } = readDeckCsv(upload.csv, this.zone);
    if (faults.length > 0) throw new Problem('deck.bad-file', { faults: faults.slice(0, MOST_FAULTS_TOLD).join('; '), count: faults.length });
    const { direction, currency, name, effectiveFrom } = upload;
    try {
      return await this.tenants.run(tenantId, async (tx) => {
        const id = await insertCostDeck(tx.ledger, tenantId, { trunkId, direction, currency, name, zone: this.zone, effectiveFrom, rows, createdBy: actor.displayName }, this.clock.now());
        await this.audit.record(tx, actor, { action: 'cost-deck.uploaded', subjectKind: 'trunk', subjectId: trunkId, facts: { direction, currency, name, rows: rows.length } });
        return id;
      });
    } catch (error) {
      if (violatedConstraint(error) === 'cost_deck_effective_key') throw new Problem('deck.effective-taken');
      throw error;
    }
  }

  async list(tenantId: string, trunkId: string): Promise<CostDeckHeader[]> {
    await this.requireTrunk(tenantId, trunkId);
    return this.tenants.run(tenantId, (tx) => listCostDecks(tx.ledger, tenantId, trunkId));
  }

  /** The look-up of a trunk: what it takes for a call by the list in force at its answer. Null: there is none, or nothing in it matches. */
  async of(tx: TenantTransaction, trunkId: string): Promise<(call: CostCall) => Amount | null> {
    const headers = await listCostDecks(tx.ledger, tx.tenantId, trunkId);
    const decks = new Map<string, CompiledDeck>();
    for (const { id } of headers) decks.set(id, compileDeck(await loadCostRows(tx.ledger, id)));
    return (call) => {
      const header = headers.find(({ direction, effectiveFrom }) => direction === call.direction && effectiveFrom <= call.answeredAt);
      if (!header) return null;
      const rated = rateCall(decks.get(header.id)!, { to: call.to, table: call.table, answeredAt: call.answeredAt, milliseconds: call.seconds * 1000 });
      return rated.status === 'rated' ? { micros: rated.costMicros, currency: header.currency } : null;
    };
  }

  private async requireTrunk(tenantId: string, trunkId: string): Promise<void> {
    const [trunk] = await this.side.trunks(trunkId);
    if (trunk?.tenantId !== tenantId) throw notFound('trunk');
  }
}

import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, Instant } from '@seatline/kernel';
import { type CarrierCall, type CarrierCallList, CarrierFailure, type CarrierFact } from '@seatline/telephony-domain';
import type { CarrierRecords, RecordedTrunk } from '../../ports/carrier-records';
import { type CelPosition, readCelLog } from './cel-log';

const LINES_A_PAGE = 5_000;

interface LegSeen {
  started: CarrierFact | null;
  answeredAt: Instant | null;
  endedAt: Instant | null;
}

/**
 * Asterisk's own record of its calls: the event log (CEL) that a node writes by itself, whether we listen or not. Its CDR is switched off there, since it has whole
 * seconds only and tells two legs that met in a room as one (docs/adr/0021); an operator's CDR file of another Asterisk comes by upload.
 */
export class AsteriskCarrierRecords implements CarrierRecords {
  readonly source = 'asterisk';

  constructor(
    private readonly celFile: string,
    private readonly clock: Clock,
  ) {}

  async list(trunk: RecordedTrunk, { fromAt, toAt }: { fromAt: Instant; toAt: Instant }): Promise<CarrierCallList> {
    const legs = new Map<string, LegSeen>();
    let firstAt: Instant | null = null;
    for await (const facts of this.pages()) {
      for (const fact of facts) {
        firstAt ??= fact.at;
        if (fact.party?.kind === 'trunk' && fact.party.trunkId === trunk.id) see(legs, fact);
      }
    }
    if (firstAt === null) return { calls: [], known: null, holes: [] };
    const known = { fromAt: Math.max(fromAt, firstAt) as Instant, toAt: Math.min(toAt, this.clock.now()) as Instant };
    const calls = [...legs].flatMap(([legId, leg]) => callOf(legId, leg)).filter(({ answeredAt }) => answeredAt >= fromAt && answeredAt < toAt);
    return { calls, known: known.fromAt < known.toAt ? known : null, holes: [] };
  }

  private async *pages(): AsyncGenerator<readonly CarrierFact[]> {
    let position: CelPosition | null = null;
    try {
      await stat(dirname(this.celFile)); // no file yet is a node without a call; no folder is a node that we cannot see
      for (;;) {
        const page = await readCelLog(this.celFile, position, LINES_A_PAGE);
        yield page.facts;
        if (!page.more) return;
        position = page.next;
      }
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error) throw new CarrierFailure('unreachable', `Asterisk’s event log cannot be read: ${String(error.code)}`);
      throw error;
    }
  }
}

function see(legs: Map<string, LegSeen>, fact: CarrierFact): void {
  const leg = legs.get(fact.legId) ?? { started: null, answeredAt: null, endedAt: null };
  legs.set(fact.legId, leg);
  if (fact.type === 'leg.started') leg.started ??= fact;
  if (fact.type === 'leg.answered') leg.answeredAt ??= fact.at;
  if (fact.type === 'leg.ended') leg.endedAt ??= fact.at;
}

function callOf(legId: string, { started, answeredAt, endedAt }: LegSeen): CarrierCall[] {
  if (answeredAt === null || endedAt === null || endedAt <= answeredAt) return [];
  return [{
    recordId: legId, legId, direction: started?.direction === 'in' ? 'inbound' : 'outbound', from: started?.from ?? '', to: started?.to ?? '', answeredAt,
    seconds: Math.ceil((endedAt - answeredAt) / 1000), price: null, sequence: null,
  }];
}

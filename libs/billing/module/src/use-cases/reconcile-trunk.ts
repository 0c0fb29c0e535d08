import { Inject, Injectable } from '@nestjs/common';
import { type ComparedMoney, differencesOf, type FindingKind, valueOf } from '@seatline/billing-domain';
import { addDays, type CivilDate, type Clock, type Instant, startOfDay, type Zone } from '@seatline/kernel';
import { CLOCK, notFound, Problem, TenantUnitOfWork, type TenantTransaction } from '@seatline/server';
import { type CarrierCall, type CarrierCallList, CarrierFailure, type MatchedCalls, matchCalls } from '@seatline/telephony-domain';
import { keepCosts, takenOverCalls } from '../persistence/compared-usage';
import { clearAlarm, raiseAlarm } from '../persistence/operator-alarms';
import { type Comparison, type Finding, saveComparison, saveFindings } from '../persistence/reconciliation-rows';
import { CarrierSide, type ComparedTrunk, type Time } from '../ports/carrier-side';
import { COMPARING_ZONE } from './comparing-zone';
import { type CallValues, type ComparedLeg, ValueCalls } from './value-calls';

/** Looked at beyond both ends of the day, so that a call whose two answers lie on two sides of a midnight is one call on both days. */
const MARGIN_MS = 10 * 60_000;

/** The last moments are left out: what has just ended is still on its way into the books. */
const SETTLING_MS = 60_000;

/**
 * Holds our records of a trunk's day against the carrier's and keeps what differs, with its value. Asked again it compares again, in the same row: what is not so any
 * more is cleared, what was decided stays. What the carrier takes is kept beside each call. A day that could not be compared alarms the operator until it was.
 */
@Injectable()
export class ReconcileTrunk {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly side: CarrierSide,
    private readonly values: ValueCalls,
    @Inject(COMPARING_ZONE) private readonly zone: Zone,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the run's id. @throws Problem when the day has not begun, or the carrier cannot be asked; that is kept, too. */
  async run(ranBy: string, key: Pick<ComparedTrunk, 'tenantId' | 'id'>, on: CivilDate): Promise<string> {
    const trunk = await this.trunkOf(key);
    const day = { fromAt: startOfDay(on, this.zone), toAt: startOfDay(addDays(on, 1), this.zone) };
    if (this.clock.now() <= day.fromAt) throw new Problem('reconciliation.day-ahead');
    const wide = { fromAt: (day.fromAt - MARGIN_MS) as Instant, toAt: Math.min(day.toAt + MARGIN_MS, this.clock.now() - SETTLING_MS) as Instant };
    const about = { trunkId: trunk.id, on, zone: this.zone, source: trunk.source, ranBy };
    try {
      const list = await this.ask(trunk, wide, about);
      return await this.tenants.run(trunk.tenantId, (tx) => this.compare(tx, about, day, wide, list));
    } catch (error) {
      const cause = error instanceof Problem ? error.code : 'reconciliation.broke-off';
      const alarm = { kind: 'reconciliation-failed', ref: alarmOf(trunk.id, on), leaseId: null, facts: { trunk: trunk.name, day: on, cause } } as const;
      await this.tenants.run(trunk.tenantId, (tx) => raiseAlarm(tx, alarm, this.clock.now()));
      throw error;
    }
  }

  private async trunkOf({ tenantId, id }: Pick<ComparedTrunk, 'tenantId' | 'id'>): Promise<ComparedTrunk> {
    const [trunk] = await this.side.trunks(id);
    if (trunk?.tenantId !== tenantId) throw notFound('trunk');
    return trunk;
  }

  private async ask(trunk: ComparedTrunk, time: Time, about: Pick<Comparison, 'trunkId' | 'on' | 'zone' | 'source' | 'ranBy'>): Promise<CarrierCallList> {
    try {
      return await this.side.theirs(trunk, time);
    } catch (error) {
      if (!(error instanceof CarrierFailure)) throw error;
      const failed = { ...about, failure: error.message.slice(0, 500), ranAt: this.clock.now(), known: null, ours: 0, theirs: 0, matched: 0, holes: [] };
      await this.tenants.run(trunk.tenantId, (tx) => saveComparison(tx.ledger, tx.tenantId, failed));
      throw new Problem('reconciliation.out-of-reach', { cause: error.message });
    }
  }

  private async compare(
    tx: TenantTransaction, about: Pick<Comparison, 'trunkId' | 'on' | 'zone' | 'source' | 'ranBy'>, day: Time, wide: Time, list: CarrierCallList,
  ): Promise<string> {
    const ranAt = this.clock.now();
    const known = list.known === null ? null : within(list.known, day);
    const ours = [...(await this.side.ours(tx, about.trunkId, wide)), ...(await takenOverCalls(tx.ledger, tx.tenantId, about.trunkId, wide))];
    const matched = ofDay(matchCalls<ComparedLeg>(ours, list.calls), day, known);
    const theirs = matched.pairs.length + matched.missing.length + matched.doubled.length;
    const run = { ...about, ranAt, failure: null, known, ours: matched.pairs.length + matched.extra.length, theirs, matched: matched.pairs.length, holes: list.holes };
    const id = await saveComparison(tx.ledger, tx.tenantId, run);
    const values = await this.values.of(tx, about.trunkId, matched);
    await saveFindings(tx.ledger, tx.tenantId, id, findingsOf(matched, values), ranAt);
    await keepCosts(tx.ledger, tx.tenantId, ranAt, costsOf(matched, values));
    await clearAlarm(tx, { kind: 'reconciliation-failed', ref: alarmOf(about.trunkId, about.on) }, ranAt);
    return id;
  }
}

/** One alarm for each trunk's day. */
const alarmOf = (trunkId: string, on: CivilDate): string => `${trunkId} ${on}`;

function within(known: Time, day: Time): Time | null {
  const both = { fromAt: Math.max(known.fromAt, day.fromAt) as Instant, toAt: Math.min(known.toAt, day.toAt) as Instant };
  return both.fromAt < both.toAt ? both : null;
}

/** A call belongs to the day of our answer, or of the carrier's where we have none. Ours of a time that the carrier has no records of are in no list. */
function ofDay(all: MatchedCalls<ComparedLeg>, day: Time, known: Time | null): MatchedCalls<ComparedLeg> {
  const isIn = (time: Time | null, at: Instant): boolean => time !== null && time.fromAt <= at && at < time.toAt;
  return {
    pairs: all.pairs.filter(({ ours }) => isIn(day, ours.answeredAt)),
    doubled: all.doubled.filter(({ ours }) => isIn(day, ours.answeredAt)),
    missing: all.missing.filter(({ answeredAt }) => isIn(day, answeredAt)),
    extra: all.extra.filter(({ answeredAt }) => isIn(known, answeredAt)),
  };
}

const NO_MONEY: ComparedMoney = { charged: null, due: null, carrier: null, expected: null };

function findingsOf({ pairs, doubled, missing, extra }: MatchedCalls<ComparedLeg>, values: CallValues): Finding[] {
  return [
    ...missing.map((theirs) => finding('missing', { ours: null, theirs }, { ...NO_MONEY, due: values.due(theirs), carrier: theirs.price, expected: values.expected(theirs, null) })),
    ...doubled.map(({ ours, theirs }) => finding('doubled', { ours, theirs }, { ...NO_MONEY, charged: values.charged(ours), carrier: theirs.price, expected: values.expected(theirs, ours) }, values)),
    ...extra.map((ours) => finding('extra', { ours, theirs: null }, { ...NO_MONEY, charged: values.charged(ours) }, values)),
    ...pairs.flatMap(({ ours, theirs }) => {
      const money = { charged: values.charged(ours), due: values.due(theirs), carrier: theirs.price, expected: values.expected(theirs, ours) };
      const kinds = differencesOf({ ourMilliseconds: ours.milliseconds, theirSeconds: theirs.seconds, ...money });
      return kinds.map((kind) => finding(kind, { ours, theirs }, money, values));
    }),
  ];
}

function finding(kind: FindingKind, { ours, theirs }: { ours: ComparedLeg | null; theirs: CarrierCall | null }, money: ComparedMoney, values?: CallValues): Finding {
  const [from, to] = ours === null ? [theirs?.from ?? '', theirs?.to ?? ''] : ours.direction === 'inbound' ? [ours.otherNumber, ours.ourNumber] : [ours.ourNumber, ours.otherNumber];
  return {
    kind, ref: theirs?.recordId ?? ours?.legId ?? '', usageId: ours === null ? null : (values?.usageOf(ours)?.usageId ?? null), direction: (ours ?? theirs)!.direction, from, to,
    answeredAt: (ours ?? theirs)!.answeredAt, ourSeconds: ours === null ? null : Math.ceil(ours.milliseconds / 1000), theirSeconds: theirs?.seconds ?? null, ...money,
    value: valueOf(kind, money),
  };
}

/** The carrier's own word counts before its price list. */
function costsOf({ pairs }: MatchedCalls<ComparedLeg>, values: CallValues): Parameters<typeof keepCosts>[3] {
  return pairs.flatMap(({ ours, theirs }) => {
    const usage = values.usageOf(ours);
    const amount = theirs.price ?? values.expected(theirs, ours);
    return usage === null || amount === null ? [] : [{ usage, ...amount, source: theirs.price === null ? ('cost-deck' as const) : ('carrier' as const) }];
  });
}

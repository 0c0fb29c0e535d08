import { ApiProperty } from '@nestjs/swagger';
import { type Amount, FINDING_KINDS, type FindingKind, totalFindings } from '@seatline/billing-domain';
import { IsIn, IsISO8601, IsRFC3339, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { ComparedTrunk } from '../ports/carrier-side';
import type { FindingRow, ReconciliationRow } from '../reads/reconciliations';
import type { CostDeckHeader } from '../use-cases/cost-list';
import { rateText } from '../written/amounts';
import { BYTE_ORDER_MARK, csvLine } from '../written/csv';
import { iso, isoOrNull } from '../written/json';

const SOURCES = ['simulated', 'asterisk', 'twilio', 'upload'] as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;
const DECISIONS = ['acknowledged', 'taken-over'] as const;

export class ReconciliationInput {
  @ApiProperty({ format: 'uuid' }) @IsUUID() tenantId: string;
  @ApiProperty({ format: 'uuid' }) @IsUUID() trunkId: string;
  @ApiProperty({ format: 'date', description: 'a day of the operator’s zone' }) @IsISO8601({ strict: true }) @Matches(/^\d{4}-\d{2}-\d{2}$/) on: string;
}

export class FindingDecisionInput {
  @ApiProperty({ minLength: 1, maxLength: 500 }) @IsString() @Length(1, 500) @Matches(/\S/) reason: string;
}

export class CostDeckInput {
  @ApiProperty({ enum: DIRECTIONS, enumName: 'CostDirection' }) @IsIn(DIRECTIONS) direction: (typeof DIRECTIONS)[number];
  @ApiProperty({ example: 'CNY' }) @Matches(/^[A-Z]{3}$/) currency: string;
  @ApiProperty({ maxLength: 200 }) @IsString() @Length(1, 200) @Matches(/\S/) name: string;
  @ApiProperty({ format: 'date-time' }) @IsRFC3339() effectiveFrom: string;
  @ApiProperty({ description: 'Written as a rate deck is' }) @IsString() @MaxLength(20_000_000) csv: string;
}

export class CostDeckView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'CostDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty() currency: string;
  @ApiProperty() name: string;
  @ApiProperty() effectiveFrom: string;
  @ApiProperty() rowCount: number;
  @ApiProperty() createdBy: string;
}

export class CostDeckListView {
  @ApiProperty({ type: [CostDeckView] }) items: CostDeckView[];
}

export class ComparedTrunkView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() name: string;
  @ApiProperty() carrier: string;
  @ApiProperty({ enum: SOURCES, enumName: 'RecordsSource' }) source: (typeof SOURCES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'what the trunk is called there' }) account: string | null;
  @ApiProperty({ description: 'this installation can ask there' }) reachable: boolean;
  @ApiProperty() removed: boolean;
}

export class ComparedTrunkListView {
  @ApiProperty({ type: [ComparedTrunkView] }) items: ComparedTrunkView[];
}

export class SequenceHoleView {
  @ApiProperty() from: number;
  @ApiProperty() to: number;
}

export class ReconciliationView {
  @ApiProperty() id: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() trunkId: string;
  @ApiProperty() trunkName: string;
  @ApiProperty() on: string;
  @ApiProperty() zone: string;
  @ApiProperty({ enum: SOURCES, enumName: 'RecordsSource' }) source: (typeof SOURCES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'why the carrier could not be asked; what stands below is what was found before' }) failure: string | null;
  @ApiProperty() ranAt: string;
  @ApiProperty() ranBy: string;
  @ApiProperty({ type: String, nullable: true, description: 'the part of the day that the carrier has records of; null: none' }) knownFrom: string | null;
  @ApiProperty({ type: String, nullable: true }) knownTo: string | null;
  @ApiProperty({ description: '= matched + extra' }) ours: number;
  @ApiProperty({ description: '= matched + missing + doubled' }) theirs: number;
  @ApiProperty() matched: number;
  @ApiProperty({ type: [SequenceHoleView], description: 'numbers that the carrier gave and that did not come' }) holes: SequenceHoleView[];
  @ApiProperty() findings: number;
  @ApiProperty({ description: 'of those, nobody has decided' }) openFindings: number;
}

export class ReconciliationListView {
  @ApiProperty({ type: [ReconciliationView] }) items: ReconciliationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class CallCostView {
  @ApiProperty({ example: '0.120000' }) amount: string;
  @ApiProperty({ example: 'CNY' }) currency: string;
}

export class CarrierFindingView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: FINDING_KINDS, enumName: 'CarrierFindingKind' }) kind: FindingKind;
  @ApiProperty({ description: 'the carrier’s record, or our leg where it has none' }) ref: string;
  @ApiProperty({ enum: DIRECTIONS, enumName: 'CostDirection' }) direction: (typeof DIRECTIONS)[number];
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty() answeredAt: string;
  @ApiProperty({ type: Number, nullable: true }) ourSeconds: number | null;
  @ApiProperty({ type: Number, nullable: true }) theirSeconds: number | null;
  @ApiProperty({ type: CallCostView, nullable: true, description: 'what we charged' }) charged: CallCostView | null;
  @ApiProperty({ type: CallCostView, nullable: true, description: 'what we would charge if the carrier is right' }) due: CallCostView | null;
  @ApiProperty({ type: CallCostView, nullable: true, description: 'what the carrier takes' }) carrier: CallCostView | null;
  @ApiProperty({ type: CallCostView, nullable: true, description: 'what it should take by its price list' }) expected: CallCostView | null;
  @ApiProperty({ type: CallCostView, nullable: true, description: 'what is at stake; null: nobody can say' }) value: CallCostView | null;
  @ApiProperty({ enum: DECISIONS, enumName: 'CarrierFindingDecision', nullable: true }) decision: (typeof DECISIONS)[number] | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedAt: string | null;
}

export class CarrierFindingTotalView {
  @ApiProperty({ enum: FINDING_KINDS, enumName: 'CarrierFindingKind' }) kind: FindingKind;
  @ApiProperty() count: number;
  @ApiProperty({ type: [CallCostView], description: 'one sum a currency' }) values: CallCostView[];
  @ApiProperty({ description: 'findings whose value nobody can say' }) unvalued: number;
}

export class ReconciliationFindingsView {
  @ApiProperty() run: ReconciliationView;
  @ApiProperty({ type: [CarrierFindingTotalView] }) totals: CarrierFindingTotalView[];
  @ApiProperty({ type: [CarrierFindingView] }) findings: CarrierFindingView[];
}

export function comparedTrunkView({ id, tenantId, tenantName, name, carrier, source, account, removed }: ComparedTrunk, reachable: boolean): ComparedTrunkView {
  return { id, tenantId, tenantName, name, carrier, source, account, reachable, removed };
}

export function costDeckView({ id, direction, currency, name, effectiveFrom, rowCount, createdBy }: CostDeckHeader): CostDeckView {
  return { id, direction, currency, name, effectiveFrom: iso(effectiveFrom), rowCount, createdBy };
}

export function reconciliationView(row: ReconciliationRow): ReconciliationView {
  return {
    id: row.id, tenantId: row.tenant_id, tenantName: row.tenant_name, trunkId: row.trunk_id, trunkName: row.trunk_name, on: row.on_day, zone: row.zone,
    source: row.source as ReconciliationView['source'], failure: row.failure, ranAt: iso(row.ran_at), ranBy: row.ran_by, knownFrom: isoOrNull(row.known_from),
    knownTo: isoOrNull(row.known_to), ours: row.ours, theirs: row.theirs, matched: row.matched, holes: row.holes, findings: row.findings, openFindings: row.open_findings,
  };
}

export function reconciliationFindingsView(run: ReconciliationRow, findings: readonly FindingRow[]): ReconciliationFindingsView {
  const totals = totalFindings(findings).map(({ kind, count, values, unvalued }) => ({ kind, count, values: values.map(costView), unvalued }));
  return { run: reconciliationView(run), totals, findings: findings.map(findingView) };
}

function costView({ micros, currency }: Amount): CallCostView {
  return { amount: rateText(currency, micros), currency };
}

function findingView(row: FindingRow): CarrierFindingView {
  const cost = (amount: Amount | null): CallCostView | null => (amount === null ? null : costView(amount));
  return {
    id: row.id, kind: row.kind, ref: row.ref, direction: row.direction, from: row.from, to: row.to, answeredAt: iso(row.answeredAt), ourSeconds: row.ourSeconds,
    theirSeconds: row.theirSeconds, charged: cost(row.charged), due: cost(row.due), carrier: cost(row.carrier), expected: cost(row.expected), value: cost(row.value),
    decision: row.decision?.kind ?? null, reason: row.decision?.reason ?? null, decidedBy: row.decision?.by ?? null, decidedAt: isoOrNull(row.decision?.at ?? null),
  };
}

const COLUMNS = [
  'kind', 'record', 'direction', 'from', 'to', 'answered_at', 'our_seconds', 'their_seconds', 'charged', 'would_charge', 'charge_currency', 'carrier_takes', 'carrier_should_take',
  'carrier_currency', 'value', 'value_currency', 'decision', 'reason', 'decided_by', 'decided_at',
];

/** What a day's comparison found, a line a finding. */
export function findingsFile(findings: readonly FindingRow[]): string {
  const lines = findings.map(findingView).map((row) => csvLine([
    row.kind, row.ref, row.direction, row.from, row.to, row.answeredAt, row.ourSeconds, row.theirSeconds, row.charged?.amount ?? null, row.due?.amount ?? null,
    (row.charged ?? row.due)?.currency ?? null, row.carrier?.amount ?? null, row.expected?.amount ?? null, (row.carrier ?? row.expected)?.currency ?? null,
    row.value?.amount ?? null, row.value?.currency ?? null, row.decision, row.reason, row.decidedBy, row.decidedAt,
  ]));
  return BYTE_ORDER_MARK + csvLine(COLUMNS) + lines.join('');
}

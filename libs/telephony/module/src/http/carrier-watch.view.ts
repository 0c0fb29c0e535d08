import { ApiProperty } from '@nestjs/swagger';
import type { CarrierOut, WatchedCarrier } from '../watch/carrier-outs';

const CAUSES = ['unreachable', 'unavailable', 'refused'] as const;

export class CarrierOutView {
  @ApiProperty() id: string;
  @ApiProperty() carrier: string;
  @ApiProperty({ description: 'the first probe that failed' }) fromAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'the first that was answered again; null while it goes on' }) untilAt: string | null;
  @ApiProperty({ enum: CAUSES, enumName: 'CarrierOutCause' }) cause: string;
}

export class CarrierOutListView {
  @ApiProperty({ type: [CarrierOutView] }) items: CarrierOutView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WatchedCarrierView {
  @ApiProperty() carrier: string;
  @ApiProperty({ type: String, nullable: true }) lastProbedAt: string | null;
  @ApiProperty({ description: 'in a row, up to the last one' }) failedProbes: number;
  @ApiProperty({ type: String, nullable: true, description: 'since when it cannot be reached; null: it can, as far as is known' }) outSince: string | null;
}

export class WatchedCarrierListView {
  @ApiProperty({ type: [WatchedCarrierView] }) items: WatchedCarrierView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function carrierOutView({ id, carrier, fromAt, untilAt, cause }: CarrierOut): CarrierOutView {
  return { id, carrier, fromAt: new Date(fromAt).toISOString(), untilAt: textOf(untilAt), cause };
}

export function watchedCarrierView({ carrier, lastProbedAt, failedProbes, outSince }: WatchedCarrier): WatchedCarrierView {
  return { carrier, lastProbedAt: textOf(lastProbedAt), failedProbes, outSince: textOf(outSince) };
}

function textOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

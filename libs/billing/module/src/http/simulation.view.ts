import { ApiProperty } from '@nestjs/swagger';

/** `seatline simulate`'s result, as its page describes it; the domain writes it. */

export class SimulatedLineView {
  @ApiProperty() kind: string;
  @ApiProperty({ required: false }) seats?: number;
  @ApiProperty({ required: false }) fromOn?: string;
  @ApiProperty({ required: false }) toOn?: string;
  @ApiProperty({ required: false }) days?: number;
  @ApiProperty({ required: false }) periodDays?: number;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
}

export class SimulatedInvoiceView {
  @ApiProperty() number: number;
  @ApiProperty() kind: string;
  @ApiProperty() issuedAt: string;
  @ApiProperty() dueOn: string;
  @ApiProperty({ type: [SimulatedLineView] }) lines: SimulatedLineView[];
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
  @ApiProperty() paid: string;
  @ApiProperty() credited: string;
  @ApiProperty() open: string;
}

export class SimulatedCreditNoteView {
  @ApiProperty() number: number;
  @ApiProperty() invoice: number;
  @ApiProperty() issuedAt: string;
  @ApiProperty() net: string;
  @ApiProperty() tax: string;
  @ApiProperty() total: string;
}

export class SimulatedCallView {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true }) prefix: string | null;
  @ApiProperty({ type: Number, nullable: true }) billedSeconds: number | null;
  @ApiProperty() status: string;
  @ApiProperty({ type: String, nullable: true }) cost: string | null;
  @ApiProperty({ type: Number, nullable: true }) invoice: number | null;
}

export class SimulatedBalancesView {
  @ApiProperty() receivable: string;
  @ApiProperty() deposit: string;
  @ApiProperty() unapplied: string;
}

export class SimulatedSeatsView {
  @ApiProperty() active: number;
  @ApiProperty() suspended: number;
}

export class SimulationView {
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) timeline: object[];
  @ApiProperty({ type: [SimulatedInvoiceView] }) invoices: SimulatedInvoiceView[];
  @ApiProperty({ type: [SimulatedCreditNoteView] }) creditNotes: SimulatedCreditNoteView[];
  @ApiProperty({ type: [SimulatedCallView] }) calls: SimulatedCallView[];
  @ApiProperty({ type: SimulatedBalancesView }) balances: SimulatedBalancesView;
  @ApiProperty({ type: SimulatedSeatsView }) seats: SimulatedSeatsView;
  @ApiProperty() conserved: boolean;
}

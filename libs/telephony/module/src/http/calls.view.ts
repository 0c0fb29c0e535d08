import { ApiProperty } from '@nestjs/swagger';

export class CallView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['inbound', 'outbound'], enumName: 'CallDirection' }) direction: string;
  @ApiProperty({ description: 'Empty when withheld' }) callerNumber: string;
  @ApiProperty() calledNumber: string;
  @ApiProperty({ type: String, nullable: true }) queueName: string | null;
  @ApiProperty({ type: String, nullable: true }) agentName: string | null;
  @ApiProperty({ type: String, nullable: true }) seatLabel: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'When both sides could talk' }) answeredAt: string | null;
  @ApiProperty({ type: String, nullable: true }) endedAt: string | null;
  @ApiProperty({ description: 'From the answer to the end; 0 for a call that was not answered, or goes on' }) milliseconds: number;
  @ApiProperty({ enum: ['completed', 'abandoned', 'unanswered', 'refused', 'out-of-credit', 'in-progress'], enumName: 'CallOutcome' }) outcome: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was not let through, as a code' }) refusal: string | null;
  @ApiProperty() hasRecording: boolean;
}

export class CallListView {
  @ApiProperty({ type: [CallView] }) items: CallView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class CallLegView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['caller', 'agent', 'callee'], enumName: 'LegRole' }) role: string;
  @ApiProperty({ description: 'Through a trunk: the only kind that is charged' }) carrierLeg: boolean;
  @ApiProperty({ enum: ['new', 'offered', 'ringing', 'answered', 'ended'], enumName: 'LegStage' }) stage: string;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: String, nullable: true }) answeredAt: string | null;
  @ApiProperty({ type: String, nullable: true }) endedAt: string | null;
  @ApiProperty() milliseconds: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Q.850' }) cause: number | null;
  @ApiProperty({ type: String, nullable: true }) outcome: string | null;
  @ApiProperty({ description: 'The end is concluded, not known' }) estimated: boolean;
}

export class CallEventView {
  @ApiProperty() at: string;
  @ApiProperty() type: string;
  @ApiProperty({ type: String, nullable: true }) legId: string | null;
  @ApiProperty({ enum: ['live', 'history', 'snapshot', 'control'], enumName: 'TellingSource' }) source: string;
}

export class CallDetailView extends CallView {
  @ApiProperty({ type: [CallLegView] }) legs: CallLegView[];
  @ApiProperty({ type: [CallEventView] }) events: CallEventView[];
}

import { ApiProperty } from '@nestjs/swagger';
import { AGENT_STATES } from '@seatline/acd-domain';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';

const CARRIER_NAMES = ['simulated', 'asterisk', 'twilio'];

export class HeldSeatView {
  @ApiProperty() id: string;
  @ApiProperty() label: string;
}

export class DeskSeatView {
  @ApiProperty() id: string;
  @ApiProperty() label: string;
  @ApiProperty({ description: 'The seat’s state; it can be taken when active and held by nobody' }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is not active, as a code' }) cause: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The name of who holds it' }) heldBy: string | null;
}

export class DeskCallView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['inbound', 'outbound'], enumName: 'CallDirection' }) direction: string;
  @ApiProperty({ description: 'The other side’s number; empty when withheld' }) callerNumber: string;
  @ApiProperty({ type: String, nullable: true }) queueName: string | null;
  @ApiProperty({ enum: ['offered', 'dialling', 'talking'], enumName: 'DeskCallState' }) state: string;
  @ApiProperty() since: string;
  @ApiProperty({ description: 'A phone rings that the portal can answer' }) canAnswer: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'When the line is cut unless there is money for more; null: never' }) talkUntil: string | null;
}

export class AgentDeskView {
  @ApiProperty({ enum: AGENT_STATES, enumName: 'AgentState' }) state: string;
  @ApiProperty({ type: String, nullable: true }) stateSince: string | null;
  @ApiProperty({ type: String, nullable: true }) busyReason: string | null;
  @ApiProperty({ type: HeldSeatView, nullable: true }) seat: HeldSeatView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why the seat is left when the call is over, as a code' }) leavesAfterCall: string | null;
  @ApiProperty({ type: [DeskSeatView] }) entitledSeats: DeskSeatView[];
  @ApiProperty({ type: DeskCallView, nullable: true }) call: DeskCallView | null;
  @ApiProperty({ enum: CARRIER_NAMES, enumName: 'CarrierName' }) carrierKind: string;
}

export class SeatTakeInput {
  @ApiProperty({ format: 'uuid' }) @IsUUID() seatId: string;
}

export class SipLoginView {
  @ApiProperty() username: string;
  @ApiProperty({ description: 'Shown this once' }) secret: string;
  @ApiProperty() domain: string;
  @ApiProperty() server: string;
}

export class SeatTakenView {
  @ApiProperty({ type: HeldSeatView }) seat: HeldSeatView;
  @ApiProperty({ type: SipLoginView, nullable: true }) sip: SipLoginView | null;
}

export class AgentStateInput {
  @ApiProperty({ enum: ['ready', 'busy'] }) @IsIn(['ready', 'busy']) state: 'ready' | 'busy';
  @ApiProperty({ required: false, maxLength: 60 }) @IsOptional() @IsString() @MaxLength(60) @Matches(/^[^\p{Cc}]*$/u) reason?: string;
}

export class CallOutInput {
  @ApiProperty({ maxLength: 40, example: '+8613800138000' }) @IsString() @Length(1, 40) @Matches(/^[+\d\s().*#-]+$/) to: string;
}

export class AgentView {
  @ApiProperty() memberId: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: AGENT_STATES, enumName: 'AgentState' }) state: string;
  @ApiProperty() stateSince: string;
  @ApiProperty({ type: String, nullable: true }) busyReason: string | null;
  @ApiProperty({ type: String, nullable: true }) seatLabel: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The other side of the present call' }) callerNumber: string | null;
}

export class AgentListView {
  @ApiProperty({ type: [AgentView] }) items: AgentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class LoggedOutView {
  @ApiProperty({ enum: ['now', 'after-call'], description: 'An answered call is never cut' }) when: 'now' | 'after-call';
}

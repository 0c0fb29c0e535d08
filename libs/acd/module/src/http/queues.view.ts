import { ApiProperty } from '@nestjs/swagger';
import { DEFAULT_RING_TIMEOUT_SECONDS, DEFAULT_WRAP_UP_SECONDS } from '@seatline/acd-domain';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import type { QueueEntry } from '../use-cases/manage-queues';

export class QueueView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) memberIds: string[];
  @ApiProperty({ description: 'Then the call goes back to the queue' }) ringTimeoutSeconds: number;
  @ApiProperty({ description: 'How long an agent may take for the work after a call' }) wrapUpSeconds: number;
  @ApiProperty() waitingCalls: number;
  @ApiProperty() readyAgents: number;
}

export class QueueListView {
  @ApiProperty({ type: [QueueView] }) items: QueueView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class QueueInput {
  @ApiProperty({ maxLength: 80 }) @IsString() @Length(1, 80) @Matches(/^[^\p{Cc}]*$/u) @Matches(/\S/) name: string;
  @ApiProperty({ type: [String], format: 'uuid' }) @IsArray() @ArrayMaxSize(2000) @ArrayUnique() @IsUUID(undefined, { each: true }) memberIds: string[];
  @ApiProperty({ required: false, minimum: 5, maximum: 120, default: DEFAULT_RING_TIMEOUT_SECONDS }) @IsOptional() @IsInt() @Min(5) @Max(120) ringTimeoutSeconds?: number;
  @ApiProperty({ required: false, minimum: 0, maximum: 3600, default: DEFAULT_WRAP_UP_SECONDS }) @IsOptional() @IsInt() @Min(0) @Max(3600) wrapUpSeconds?: number;
}

export function entryOf(input: QueueInput): QueueEntry {
  const { name, memberIds, ringTimeoutSeconds = DEFAULT_RING_TIMEOUT_SECONDS, wrapUpSeconds = DEFAULT_WRAP_UP_SECONDS } = input;
  return { name: name.trim(), memberIds, ringTimeoutSeconds, wrapUpSeconds };
}

import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

/** Which part of a long list is asked for. */
export class CallPageQuery {
  @ApiProperty({ required: false, description: 'nextCursor of the page before' }) @IsOptional() @IsUUID() cursor?: string;
  @ApiProperty({ required: false, minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

export const PAGE_LENGTH = 50;

/** A page, and where the next begins; null when this was the last. One row more than the page was read to know. */
export function pageOf<Row extends { id: string }>(rows: readonly Row[], limit: number): { items: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  return { items: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

/** Which part of a long list is asked for. */
export class PageQuery {
  @ApiProperty({ required: false, description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

const PAGE_LENGTH = 50;

/** What a read is asked for: after which row, and how many; one more than the page, to know whether it is the last. */
export function windowOf(query: PageQuery): { after: string | null; most: number } {
  return { after: query.cursor ?? null, most: (query.limit ?? PAGE_LENGTH) + 1 };
}

export interface Page<View> {
  readonly items: View[];
  readonly nextCursor: string | null;
}

/** A page, and where the next begins; null when this was the last. */
export function pageOf<Row extends { id: string }, View>(rows: readonly Row[], query: PageQuery, view: (row: Row) => View): Page<View> {
  const limit = query.limit ?? PAGE_LENGTH;
  const page = rows.slice(0, limit);
  return { items: page.map(view), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

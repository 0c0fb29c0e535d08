import { PageQuery } from '@seatline/server';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Charged } from '../use-cases/suppose-plan';
import type { LeaseWhatIf } from '../use-cases/what-if';
import { amountText } from '../written/amounts';

const LONGEST_GRACE = 365;
const MILLISECONDS_PER_HOUR = 3_600_000;

export class WhatIfQuery extends PageQuery {
  @ApiProperty({ required: false, description: 'calls of the days as this deck prices them' }) @IsOptional() @IsUUID() deckId?: string;
  @ApiProperty({ required: false, description: 'rent billed in the days, and calls answered in them, as this plan prices them' }) @IsOptional() @IsString() @MaxLength(40) planCode?: string;
  @ApiProperty({ required: false, minimum: 0, maximum: LONGEST_GRACE, description: 'days of grace for rent; the same payments, other suspensions' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LONGEST_GRACE)
  graceDays?: number;
  @ApiProperty({ required: false, description: 'first day, in each lease’s zone; last calendar month where left out' }) @IsOptional() @IsString() @MaxLength(10) fromOn?: string;
  @ApiProperty({ required: false, description: 'the first day that is not part of it' }) @IsOptional() @IsString() @MaxLength(10) toOn?: string;
}

export class WhatIfPartView {
  @ApiProperty() old: string;
  @ApiProperty() new: string;
}

export class WhatIfView {
  @ApiProperty({ description: 'the lease’s id' }) id: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty() currency: string;
  @ApiProperty() fromOn: string;
  @ApiProperty() toOn: string;
  @ApiProperty({ description: 'as it was: rent and calls with tax for a plan, calls without for a deck' }) old: string;
  @ApiProperty({ description: 'as it would have been' }) new: string;
  @ApiProperty() difference: string;
  @ApiProperty({ type: WhatIfPartView, nullable: true, description: 'of another plan: the rent in it' }) rent: WhatIfPartView | null;
  @ApiProperty({ type: WhatIfPartView, nullable: true, description: 'of another plan: the calls in it, beyond included minutes' }) calls: WhatIfPartView | null;
  @ApiProperty({ description: 'whole hours of suspension in the days, as it was' }) oldSuspendedHours: number;
  @ApiProperty() newSuspendedHours: number;
  @ApiProperty({ description: 'calls that the other deck has no price for' }) unpriced: number;
}

export class WhatIfListView {
  @ApiProperty({ type: [WhatIfView] }) items: WhatIfView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function whatIfView(found: LeaseWhatIf): WhatIfView {
  const { lease } = found;
  const amount = (minor: bigint): string => amountText(lease.currency, minor);
  const part = ({ oldMinor, newMinor }: Charged): WhatIfPartView => ({ old: amount(oldMinor), new: amount(newMinor) });
  return {
    id: lease.id,
    leaseNumber: lease.number,
    tenantId: lease.tenant_id,
    tenantName: lease.tenant_name,
    currency: lease.currency,
    fromOn: found.fromOn,
    toOn: found.toOn,
    old: amount(found.oldMinor),
    new: amount(found.newMinor),
    difference: amount(found.newMinor - found.oldMinor),
    rent: found.parts && part(found.parts.rent),
    calls: found.parts && part(found.parts.calls),
    oldSuspendedHours: Math.floor(found.oldSuspended / MILLISECONDS_PER_HOUR),
    newSuspendedHours: Math.floor(found.newSuspended / MILLISECONDS_PER_HOUR),
    unpriced: found.unpriced,
  };
}

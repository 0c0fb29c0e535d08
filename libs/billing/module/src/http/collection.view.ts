import { ApiProperty } from '@nestjs/swagger';
import { DEFAULT_SCHEDULE, EARLIEST_COLLECTION_DAY, LATEST_COLLECTION_DAY, MOST_COLLECTION_TRIES } from '@seatline/billing-domain';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { CollectionSetting } from '../use-cases/collection-desk';
import { iso } from '../written/json';

export class CollectionInput {
  @ApiProperty({ description: 'whether open invoices are charged to the default method by themselves' })
  @IsBoolean()
  automatic: boolean;

  @ApiProperty({ type: [Number], description: 'days from the due date on which an open invoice is tried, each later than the one before: [0, 1, 3, 7]', example: DEFAULT_SCHEDULE })
  @IsInt({ each: true })
  @Min(EARLIEST_COLLECTION_DAY, { each: true })
  @Max(LATEST_COLLECTION_DAY, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_COLLECTION_TRIES)
  days: number[];
}

export class CollectionSettingView {
  @ApiProperty() automatic: boolean;
  @ApiProperty({ type: [Number] }) days: number[];
  @ApiProperty({ type: String, nullable: true, description: 'null: nobody has set anything yet' }) changedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) changedAt: string | null;
}

export class LeaseCollectionView extends CollectionSettingView {
  @ApiProperty() leaseId: string;
}

export class CollectionView {
  @ApiProperty({ type: CollectionSettingView, description: 'for every lease without a setting of its own' }) tenant: CollectionSettingView;
  @ApiProperty({ type: [LeaseCollectionView], description: 'leases with a setting of their own' }) leases: LeaseCollectionView[];
}

const NEVER_SET: CollectionSettingView = { automatic: false, days: [...DEFAULT_SCHEDULE], changedBy: null, changedAt: null };

function settingView({ automatic, scheduleDays, changedBy, changedAt }: CollectionSetting): CollectionSettingView {
  return { automatic, days: [...scheduleDays], changedBy, changedAt: iso(changedAt) };
}

export function collectionView(settings: readonly CollectionSetting[]): CollectionView {
  const own = settings.find((each) => each.leaseId === null);
  return {
    tenant: own ? settingView(own) : NEVER_SET,
    leases: settings.flatMap((each) => (each.leaseId === null ? [] : [{ leaseId: each.leaseId, ...settingView(each) }])),
  };
}

import { Inject, Injectable } from '@nestjs/common';
import { type Margin, marginsOf } from '@seatline/billing-domain';
import { addDays, type CivilDate, startOfDay, type Zone } from '@seatline/kernel';
import { PlatformUnitOfWork } from '@seatline/server';
import { type MarginGroup, readMarginParts } from '../reads/margin';
import { COMPARING_ZONE } from './comparing-zone';

/** What is left of a group's calls, and what a person calls the group. */
export interface NamedMargin extends Margin {
  readonly name: string;
}

/** Margin of the calls answered in a span of days of the operator's zone. */
@Injectable()
export class ReadMargin {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    @Inject(COMPARING_ZONE) private readonly zone: Zone,
  ) {}

  /** @param through the last day, included. */
  async run(from: CivilDate, through: CivilDate, by: MarginGroup): Promise<NamedMargin[]> {
    const time = { fromAt: startOfDay(from, this.zone), toAt: startOfDay(addDays(through, 1), this.zone) };
    const parts = await this.platform.run((tx) => readMarginParts(tx.db, time, by, this.zone));
    const names = new Map(parts.filter(({ name }) => name !== '').map(({ key, name }) => [key, name]));
    return marginsOf(parts).map((margin) => ({ ...margin, name: names.get(margin.key) ?? '' }));
  }
}

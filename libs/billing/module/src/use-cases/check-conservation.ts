import { Injectable } from '@nestjs/common';
import { PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { CONSERVATION_QUERIES } from '../persistence/conservation-queries';

/** Something that was lost, or counted twice, or does not add up. */
export interface ConservationFault {
  readonly rule: string;
  readonly at: string;
}

/** Of one rule so many are told; more mean the same. */
const MOST_TOLD = 20;

/** Looks over everything that was ever booked for anything lost or counted twice. Nothing found is the only good answer. */
@Injectable()
export class CheckConservation {
  constructor(private readonly platform: PlatformUnitOfWork) {}

  /** Every breach of every rule, seen at one instant. */
  async run(): Promise<ConservationFault[]> {
    return this.platform.run(async (tx) => {
      await tx.db.execute(sql`set transaction isolation level repeatable read, read only`);
      const faults: ConservationFault[] = [];
      for (const [rule, query] of Object.entries(CONSERVATION_QUERIES)) {
        const { rows } = await tx.db.execute<{ at: string }>(sql`${query} limit ${MOST_TOLD}`);
        faults.push(...rows.map((row) => ({ rule, at: row.at })));
      }
      return faults;
    });
  }
}

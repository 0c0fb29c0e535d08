import { Injectable } from '@nestjs/common';
import { NUMBERING_PLANS, type TenantTransaction } from '@seatline/server';
import { calledNumberCandidates } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';

export interface CalledNumber {
  readonly didId: string;
  readonly e164: string;
  readonly queueId: string | null;
}

/** The tenant's own numbers, as calls look for them. */
@Injectable()
export class Numbers {
  /** The number of the tenant's that a carrier means by what was called; null when the tenant rents no such number. */
  async called(tx: TenantTransaction, called: string): Promise<CalledNumber | null> {
    const { rows } = await tx.ledger.execute<{ id: string | null; e164: string | null; queue_id: string | null; country: string }>(sql`
      select d.id, d.e164, d.queue_id, t.country from tenant t
      left join did d on d.tenant_id = t.id and d.released_at is null and right(d.e164, 4) = right(regexp_replace(${called}, '@.*$|[^0-9@]', '', 'g'), 4)`);
    const candidates = calledNumberCandidates(called, rows[0]?.country ?? '', NUMBERING_PLANS);
    for (const candidate of candidates) {
      const match = rows.find((row) => row.e164 === candidate);
      if (match?.id) return { didId: match.id, e164: candidate, queueId: match.queue_id };
    }
    return null;
  }
}

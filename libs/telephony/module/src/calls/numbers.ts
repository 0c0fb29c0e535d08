import { Injectable } from '@nestjs/common';
import { NUMBERING_PLANS, type TenantTransaction } from '@seatline/server';
import { calledNumberCandidates, callerNumber } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';

export interface CalledNumber {
  readonly didId: string;
  readonly e164: string;
  readonly queueId: string | null;
}

/** Both sides of a call that comes in. */
export interface CallSides {
  /** The number of the tenant's that a carrier means by what was called; null when the tenant rents no such number. */
  readonly called: CalledNumber | null;
  readonly caller: string;
}

/** The tenant's own numbers, as calls look for them. */
@Injectable()
export class Numbers {
  /** Reads both numbers of a call as they are written in the tenant's country. */
  async sides(tx: TenantTransaction, { to: called, from }: { readonly to: string; readonly from: string }): Promise<CallSides> {
    const { rows } = await tx.ledger.execute<{ id: string | null; e164: string | null; queue_id: string | null; country: string }>(sql`
      select d.id, d.e164, d.queue_id, t.country from tenant t
      left join did d on d.tenant_id = t.id and d.released_at is null and right(d.e164, 4) = right(regexp_replace(${called}, '@.*$|[^0-9@]', '', 'g'), 4)`);
    const country = rows[0]?.country ?? '';
    const caller = callerNumber(from, country, NUMBERING_PLANS);
    const candidates = calledNumberCandidates(called, country, NUMBERING_PLANS);
    for (const candidate of candidates) {
      const match = rows.find((row) => row.e164 === candidate);
      if (match?.id) return { caller, called: { didId: match.id, e164: candidate, queueId: match.queue_id } };
    }
    return { caller, called: null };
  }
}

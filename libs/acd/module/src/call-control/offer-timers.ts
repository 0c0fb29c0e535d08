import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';
import { timestamp } from '../persistence/instants';
import { OfferExpiry } from './offer-expiry';

interface DueOffer extends Record<string, unknown> {
  tenant_id: string;
  call_id: string;
  leg_id: string;
}

/** Ends offers whose time is over. The timer is the row's `due_at`, so it runs whichever process is alive. */
@Injectable()
export class OfferTimers {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly expiry: OfferExpiry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sweep(): Promise<void> {
    const now = timestamp(this.clock.now());
    const { rows } = await this.platform.run((tx) =>
      tx.db.execute<DueOffer>(sql`select tenant_id, call_id, leg_id from offer where outcome is null and due_at <= ${now} order by due_at limit 500`),
    );
    for (const offer of rows) await this.expiry.expire(offer.tenant_id, offer.call_id, offer.leg_id);
  }
}

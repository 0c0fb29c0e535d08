import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Jobs, type TenantTransaction } from '@seatline/server';
import { SIP_REALM } from '@seatline/telephony-domain';
import { SeatEndpointEntity } from '../persistence/seat-endpoint.entity';
import { TELEPHONY_SETTINGS, type TelephonySettings } from '../settings';
import { APPLY_SEAT_TASK, SeatProvisioner } from './seat-provisioner';
import { wishAgain } from './wish';

/** What a SIP phone needs to register at a seat. The secret exists in this answer and nowhere else. */
export interface SeatLogin {
  readonly username: string;
  readonly secret: string;
  readonly domain: string;
  readonly server: string;
}

/** How often, and how long, a log-in waits for another process that is carrying an older wish of the seat to the carrier. */
const CLAIM_WAITS = 20;
const CLAIM_WAIT_MILLISECONDS = 100;

/** Gives each log-in at a seat a secret of its own, so that who left the seat cannot register at it any more. */
@Injectable()
export class SeatLogins {
  constructor(
    private readonly provisioner: SeatProvisioner,
    private readonly jobs: Jobs,
    @Inject(TELEPHONY_SETTINGS) private readonly settings: TelephonySettings,
  ) {}

  /** A new secret for the seat, not yet at the carrier: see `push`. Null when the seat's carrier has no SIP phones. */
  async renew(tx: TenantTransaction, seatId: string): Promise<SeatLogin | null> {
    const where = { tenantId: tx.tenantId, seatId };
    const row = await tx.entities.findOne(SeatEndpointEntity, { where, lock: { mode: 'pessimistic_write' } });
    const phones = row ? this.settings.phones[row.carrier] : undefined;
    if (!row || !phones) return null;
    const secret = randomBytes(18).toString('base64url');
    row.ha1 = createHash('md5').update(`${row.sipUsername}:${SIP_REALM}:${secret}`).digest('hex');
    wishAgain(row);
    await tx.entities.save(row);
    await this.jobs.enqueue(tx, APPLY_SEAT_TASK, { tenantId: tx.tenantId, seatId }, { key: `seat-${seatId}`, urgent: true });
    return { username: row.sipUsername, secret, domain: phones.domain, server: phones.server };
  }

  /** Brings the renewed secret to the carrier now instead of with the job, for somebody waits for it. False: the job will try again. */
  async push(tenantId: string, seatId: string): Promise<boolean> {
    for (let waits = 0; waits < CLAIM_WAITS; waits += 1) {
      const outcome = await this.provisioner.apply(tenantId, seatId);
      if (outcome !== 'claimed-elsewhere') return outcome !== 'failed';
      await new Promise((resolve) => setTimeout(resolve, CLAIM_WAIT_MILLISECONDS));
    }
    return false;
  }
}

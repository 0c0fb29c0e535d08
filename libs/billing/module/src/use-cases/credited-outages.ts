import { Injectable } from '@nestjs/common';
import { PlatformUnitOfWork } from '@seatline/server';
import { readCreditedOutage } from '../persistence/interrupted-leases';

/** What came of an outage: how many leases learnt of it, and how many were given rent back for any of its time, so that it cannot be taken back there. */
@Injectable()
export class CreditedOutages {
  constructor(private readonly platform: PlatformUnitOfWork) {}

  of(outageId: string): Promise<{ readonly leases: number; readonly credited: number }> {
    return this.platform.run((tx) => readCreditedOutage(tx, outageId));
  }
}

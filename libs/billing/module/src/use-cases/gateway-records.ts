import { Injectable } from '@nestjs/common';
import { RecordCharge } from './record-charge';
import { RecordDispute } from './record-dispute';
import { RecordRefund } from './record-refund';
import { RecordSaving } from './record-saving';
import { RecordTakenTopUp } from './record-taken-top-up';

/** Everything that a gateway can tell us of, and how each is written down. */
@Injectable()
export class GatewayRecords {
  constructor(
    readonly charges: RecordCharge,
    readonly refunds: RecordRefund,
    readonly disputes: RecordDispute,
    readonly savings: RecordSaving,
    readonly takenTopUps: RecordTakenTopUp,
  ) {}
}

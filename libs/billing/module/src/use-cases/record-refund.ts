import { Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import { GatewayRefundRow } from '../persistence/gateway-refund.entity';
import { moveReturned } from '../persistence/gateway-payments';
import type { GatewayRefund } from '../ports/payment-gateway';
import { LeaseDesk } from './lease-desk';

/** A bank can still send back what it had taken: `failed` is the last word. */
const RANK = { asked: 0, pending: 1, succeeded: 2, failed: 3 } as const;

/** Writes down what a gateway says of a refund, under the lease's lock and only ever forwards. One that failed gives the tenant the money back. */
@Injectable()
export class RecordRefund {
  constructor(private readonly desk: LeaseDesk) {}

  async run(tx: TenantTransaction, refundId: string, told: GatewayRefund): Promise<GatewayRefundRow> {
    const key = { tenantId: tx.tenantId, id: refundId };
    const { leaseId } = await tx.entities.findOneByOrFail(GatewayRefundRow, key);
    const lease = await this.desk.take(tx, leaseId);
    const row = await tx.entities.findOneByOrFail(GatewayRefundRow, key);
    if (RANK[told.state] <= RANK[row.state]) return row;
    row.state = told.state;
    row.cause = told.cause;
    row.gatewayReference = told.reference ?? row.gatewayReference;
    row.changedAt = new Date(this.desk.presentOf(lease));
    await tx.entities.save(row);
    if (told.state === 'failed') {
      await this.desk.perform(tx, lease, { do: 'return-refund', refund: row.refundSequence }, { actor: 'system' });
      await moveReturned(tx, row.paymentId, { refundedMinor: -row.amountMinor });
    }
    return row;
  }
}

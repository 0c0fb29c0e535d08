import { Injectable } from '@nestjs/common';
import { Audit, notFound, type Principal, Problem, TenantUnitOfWork } from '@seatline/server';
import { GatewayDisputeRow } from '../persistence/gateway-refund.entity';
import { LeaseDesk, nameOf, problemOf } from './lease-desk';

/** The operator decides that what a bank took back is owed: its arrears clock goes on from today. */
@Injectable()
export class DecideDispute {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: LeaseDesk,
    private readonly audit: Audit,
  ) {}

  async resume(actor: Principal, tenantId: string, disputeId: string, reason: string): Promise<void> {
    const refused = await this.tenants.run(tenantId, async (tx): Promise<Problem | null> => {
      const row = await tx.entities.findOneBy(GatewayDisputeRow, { tenantId, id: disputeId });
      if (!row) throw notFound('dispute');
      if (row.disputeSequence === null) return new Problem('dispute.decided');
      const lease = await this.desk.take(tx, row.leaseId);
      const { refusal } = await this.desk.perform(tx, lease, { do: 'resume-arrears', dispute: row.disputeSequence, reason }, { actor: nameOf(actor) });
      if (refusal) return problemOf(refusal);
      await this.audit.record(tx, actor, { action: 'dispute.owed', subjectKind: 'dispute', subjectId: disputeId, reason });
      return null;
    });
    if (refused) throw refused;
  }
}

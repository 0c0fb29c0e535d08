import { Injectable } from '@nestjs/common';
import { Audit, Problem, TenantUnitOfWork, type TenantPrincipal } from '@seatline/server';
import { CarrierFailure } from '@seatline/telephony-domain';
import { ReadCalls } from '../reads/read-calls';
import { CarrierRegistry } from '../registry/carrier-registry';

/** A recording as a WAV file. Every listening stands in the audit log. */
@Injectable()
export class ListenToRecording {
  constructor(
    private readonly calls: ReadCalls,
    private readonly registry: CarrierRegistry,
    private readonly tenants: TenantUnitOfWork,
    private readonly audit: Audit,
  ) {}

  async run(who: TenantPrincipal, callId: string): Promise<Uint8Array> {
    const recording = await this.calls.recording(who.tenantId, callId);
    if (!recording) throw new Problem('recording.not-there');
    await this.tenants.run(who.tenantId, (tx) => this.audit.record(tx, who, { action: 'recording.heard', subjectKind: 'call', subjectId: callId }));
    try {
      return await this.registry.named(recording.carrier).readRecording(recording.id);
    } catch (error) {
      if (!(error instanceof CarrierFailure)) throw error;
      throw new Problem(error.code === 'gone' ? 'recording.not-there' : 'carrier.out-of-reach');
    }
  }
}

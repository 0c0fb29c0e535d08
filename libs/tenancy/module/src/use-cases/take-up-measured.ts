import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, SYSTEM_ACTOR } from '@seatline/server';
import { type MeasuredOut, outageOfMeasured } from '@seatline/tenancy-domain';
import { insertOutage } from '../persistence/outages';
import { MeasuredOuts } from '../ports/measured-outs';

/** Makes outages of what was measured. The outage names what it was made of, so that a round that died half way, or two at once, make one. */
@Injectable()
export class TakeUpMeasured {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly measured?: MeasuredOuts,
  ) {}

  async sweep(): Promise<void> {
    for (const out of (await this.measured?.toTakeUp()) ?? []) {
      await this.record(out);
      await this.measured?.takenUp(out.id);
    }
  }

  private async record(out: MeasuredOut & { readonly id: string }): Promise<void> {
    const outage = outageOfMeasured(out);
    if (outage === null) return;
    await this.platform.run(async (tx) => {
      const id = await insertOutage(tx, { ...outage, recordedBy: 'Seatline', measuredAs: out.id }, this.clock.now());
      if (id === null) return;
      const facts = { startAt: new Date(outage.startAt).toISOString(), endAt: new Date(outage.endAt).toISOString(), target: 'carrier', carrier: out.carrier, cause: out.cause };
      await this.audit.recordPlatform(tx, SYSTEM_ACTOR, { action: 'outage.measured', subjectKind: 'outage', subjectId: id, facts });
    });
  }
}

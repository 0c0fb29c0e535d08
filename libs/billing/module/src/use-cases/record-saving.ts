import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, SYSTEM_ACTOR, type TenantTransaction } from '@seatline/server';
import { defaultMethod, findMethod, lockMethods } from '../persistence/saved-methods';
import type { SavedMethod } from '../persistence/saved-method.entity';
import type { Saving } from '../ports/payment-gateway';

/** Who gave up may still have entered a card; what was removed stays removed. */
const RANK = { pending: 0, failed: 1, saved: 2, removed: 3 } as const;

/** Writes down what a gateway says of a saving, only ever forwards. The first method that a tenant keeps is its default. */
@Injectable()
export class RecordSaving {
  constructor(
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Error when its row is not there: the gateway was quicker than our own commit, and whoever brought the news comes again. */
  async run(tx: TenantTransaction, id: string, told: Saving): Promise<SavedMethod> {
    await lockMethods(tx);
    const method = await findMethod(tx, id);
    if (!method) throw new Error('the gateway tells of a saving that is not committed yet');
    if (method.savingReference === null) method.savingReference = told.reference;
    else if (RANK[told.state] <= RANK[method.state]) return method;
    if (RANK[told.state] > RANK[method.state]) await this.move(tx, method, told);
    method.changedAt = new Date(this.clock.now());
    return tx.entities.save(method);
  }

  private async move(tx: TenantTransaction, method: SavedMethod, told: Saving): Promise<void> {
    method.state = told.state;
    method.cause = told.state === 'failed' ? told.cause : null;
    if (told.state !== 'saved') return;
    const { reference, kind, brand, lastFour, expires } = told.instrument;
    Object.assign(method, { instrumentReference: reference, kind, brand, lastFour, expires });
    method.isDefault = (await defaultMethod(tx, method.gateway)) === null;
    const facts = { kind, brand, lastFour, expires };
    await this.audit.record(tx, SYSTEM_ACTOR, { action: 'payment-method.saved', subjectKind: 'payment-method', subjectId: method.id, facts });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, LiveBus, log, SecretBox, TenantUnitOfWork } from '@seatline/server';
import type { TrunkSpec } from '@seatline/telephony-domain';
import { TrunkEntity } from '../persistence/trunk.entity';
import { CarrierRegistry } from '../registry/carrier-registry';
import { causeOf, claim, failed, type Outcome, settle } from './wish';

/** A job of this name brings one trunk to its carrier, or takes it away. */
export const APPLY_TRUNK_TASK = 'telephony-apply-trunk';

type TrunkFields = Pick<TrunkEntity, 'id' | 'tenantId' | 'host' | 'port' | 'username' | 'sealedSecret' | 'matchAddresses' | 'register'>;

/** What a trunk's secret is sealed for; see SecretBox. */
export function trunkSeal(trunk: { tenantId: string; id: string }): string {
  return `trunk ${trunk.tenantId} ${trunk.id}`;
}

/** The trunk as a carrier takes it, its secret unsealed. It is handed to the carrier and kept nowhere. */
export function trunkSpec(trunk: TrunkFields, box: SecretBox): TrunkSpec {
  const login =
    trunk.username !== null && trunk.sealedSecret !== null ? { username: trunk.username, secret: box.open(trunk.sealedSecret, trunkSeal(trunk)) } : {};
  const { id, tenantId, host, port, matchAddresses, register } = trunk;
  return { id, tenantId, host, port, matchAddresses, register, ...login };
}

/** Brings a trunk to its carrier as its row wants it. */
@Injectable()
export class TrunkProvisioner {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly registry: CarrierRegistry,
    private readonly box: SecretBox,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async apply(tenantId: string, trunkId: string): Promise<Outcome> {
    for (;;) {
      const wish = await this.claim(tenantId, trunkId);
      if (typeof wish === 'string') return wish;
      const cause = await this.carryOut(wish);
      const outcome = await this.record(wish, cause);
      if (outcome !== 'superseded') return outcome;
    }
  }

  private claim(tenantId: string, id: string): Promise<TrunkEntity | Outcome> {
    return this.tenants.run(tenantId, async (tx) => {
      const row = await tx.entities.findOne(TrunkEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
      if (!row) return 'nothing';
      const claimed = claim(row, this.clock);
      if (claimed !== 'claimed') return claimed;
      return tx.entities.save(row);
    });
  }

  private async carryOut(trunk: TrunkEntity): Promise<string | null> {
    try {
      const carrier = this.registry.named(trunk.carrier);
      if (trunk.removedAt === null) await carrier.ensureTrunk(trunkSpec(trunk, this.box));
      else await carrier.removeTrunk(trunk.id);
      return null;
    } catch (error) {
      const cause = causeOf(error);
      log.warn({ trunkId: trunk.id, carrier: trunk.carrier, cause }, 'a trunk could not be brought to its carrier');
      return cause;
    }
  }

  private record(wish: TrunkEntity, cause: string | null): Promise<Outcome> {
    const { tenantId, id } = wish;
    const gen = wish.desiredGen;
    return this.tenants.run(tenantId, async (tx) => {
      const row = await tx.entities.findOneOrFail(TrunkEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
      const outcome = cause === null ? settle(row, gen) : failed(row, gen, cause, this.clock);
      await tx.entities.save(row);
      await this.live.notify(tx, { tenantId, topic: 'trunks', id });
      return outcome;
    });
  }
}

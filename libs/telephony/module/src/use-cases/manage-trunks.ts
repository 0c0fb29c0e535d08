import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { Audit, CLOCK, Jobs, notFound, Problem, SecretBox, type TenantPrincipal, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { checkTrunk } from '@seatline/telephony-domain';
import { sql } from 'drizzle-orm';
import { TrunkEntity } from '../persistence/trunk.entity';
import { APPLY_TRUNK_TASK, trunkSeal } from '../provisioning/trunk-provisioner';
import { wishAgain } from '../provisioning/wish';
import { TenantCalling } from '../registry/tenant-calling';

export interface TrunkEntry {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  /** Undefined: keep the one that is there. */
  readonly secret: string | null | undefined;
  readonly matchAddresses: readonly string[];
  readonly register: boolean;
}

/** What every change of a trunk does to its rows, in the caller's transaction; a job brings it to the carrier. */
@Injectable()
export class TrunkRows {
  constructor(
    private readonly calling: TenantCalling,
    private readonly box: SecretBox,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async enter(tx: TenantTransaction, who: TenantPrincipal, entry: TrunkEntry): Promise<string> {
    const trunk = tx.entities.create(TrunkEntity, {
      tenantId: tx.tenantId,
      id: randomUUID(),
      carrier: await this.calling.carrierOf(tx),
      sealedSecret: null,
      removedAt: null,
      desiredGen: 0,
      appliedGen: 0,
      lastError: null,
      claimedUntil: null,
      createdAt: new Date(this.clock.now()),
    });
    await this.write(tx, trunk, entry);
    await this.audit.record(tx, who, { action: 'trunk.entered', subjectKind: 'trunk', subjectId: trunk.id, facts: { name: trunk.name } });
    return trunk.id;
  }

  async change(tx: TenantTransaction, who: TenantPrincipal, id: string, entry: TrunkEntry): Promise<void> {
    const trunk = await this.present(tx, id);
    await this.write(tx, trunk, entry);
    await this.audit.record(tx, who, { action: 'trunk.changed', subjectKind: 'trunk', subjectId: id, facts: { name: trunk.name } });
  }

  async remove(tx: TenantTransaction, who: TenantPrincipal, id: string): Promise<void> {
    const trunk = await this.present(tx, id);
    trunk.removedAt = new Date(this.clock.now());
    trunk.sealedSecret = null;
    trunk.username = null;
    wishAgain(trunk);
    await tx.entities.save(trunk);
    await tx.ledger.execute(sql`delete from trunk_address where trunk_id = ${id}`);
    await this.enqueue(tx, id);
    await this.audit.record(tx, who, { action: 'trunk.removed', subjectKind: 'trunk', subjectId: id, facts: { name: trunk.name } });
  }

  private async present(tx: TenantTransaction, id: string): Promise<TrunkEntity> {
    const trunk = await tx.entities.findOne(TrunkEntity, { where: { tenantId: tx.tenantId, id }, lock: { mode: 'pessimistic_write' } });
    if (!trunk || trunk.removedAt !== null) throw notFound('trunk');
    return trunk;
  }

  private async write(tx: TenantTransaction, trunk: TrunkEntity, entry: TrunkEntry): Promise<void> {
    const keeps = entry.secret === undefined && trunk.sealedSecret !== null && entry.username !== null;
    const checked = checkTrunk({ ...entry, hasSecret: keeps || (entry.secret ?? null) !== null });
    if (!checked.ok) throw Problem.from(checked.refusal);
    trunk.name = entry.name;
    trunk.host = entry.host;
    trunk.port = entry.port;
    trunk.username = entry.username;
    if (!keeps) trunk.sealedSecret = entry.secret ? this.box.seal(entry.secret, trunkSeal(trunk)) : null;
    trunk.matchAddresses = [...checked.value.matchAddresses];
    trunk.register = entry.register;
    wishAgain(trunk);
    await tx.entities.save(trunk);
    await this.claimAddresses(tx, trunk);
    await this.enqueue(tx, trunk.id);
  }

  private async claimAddresses(tx: TenantTransaction, trunk: TrunkEntity): Promise<void> {
    await tx.ledger.execute(sql`delete from trunk_address where trunk_id = ${trunk.id}`);
    for (const address of trunk.matchAddresses) {
      const [network = '', port] = address.split(':');
      const ports = port === undefined ? '[1,65536)' : `[${port},${port}]`;
      try {
        await tx.ledger.execute(sql`
          insert into trunk_address (trunk_id, carrier, network, ports) values (${trunk.id}, ${trunk.carrier}, ${network}::inet, ${ports}::int4range)`);
      } catch (error) {
        if (violatedConstraint(error) === 'trunk_address_key') throw new Problem('trunk.address-taken', { address });
        throw error;
      }
    }
  }

  private async enqueue(tx: TenantTransaction, trunkId: string): Promise<void> {
    await this.jobs.enqueue(tx, APPLY_TRUNK_TASK, { tenantId: tx.tenantId, trunkId }, { key: `trunk-${trunkId}` });
  }
}

/** A trunk entered, changed or removed in the portal. */
@Injectable()
export class ManageTrunks {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly rows: TrunkRows,
  ) {}

  enter(who: TenantPrincipal, entry: TrunkEntry): Promise<string> {
    return this.tenants.run(who.tenantId, (tx) => this.rows.enter(tx, who, entry));
  }

  change(who: TenantPrincipal, id: string, entry: TrunkEntry): Promise<void> {
    return this.tenants.run(who.tenantId, (tx) => this.rows.change(tx, who, id, entry));
  }

  remove(who: TenantPrincipal, id: string): Promise<void> {
    return this.tenants.run(who.tenantId, (tx) => this.rows.remove(tx, who, id));
  }
}

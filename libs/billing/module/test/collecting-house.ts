import { expect } from '@jest/globals';
import { addDays, civilDate, type Instant, instant } from '@seatline/kernel';
import type { CardConduct } from '../src/gateways/fake/stripe-objects';
import { CheckConservation } from '../src/use-cases/check-conservation';
import { CollectionDesk } from '../src/use-cases/collection-desk';
import { CollectionSweep } from '../src/use-cases/collection-sweep';
import { SaveMethod } from '../src/use-cases/save-method';
import { arrearsBeside } from './arrears-beside';
import { GatewayHouse } from './gateway-house';
import { OPERATOR } from './harness';
import type { Shop } from './shop';

/** The day of the first invoice. */
export const START = civilDate('2026-03-02');

/** A gateway whose tenants have kept cards, which are charged on the days of a schedule. */
export class CollectingHouse {
  private constructor(readonly house: GatewayHouse) {}

  static async start(): Promise<CollectingHouse> {
    return new CollectingHouse(await GatewayHouse.start('2026-03-02T09:00:00+08:00', [arrearsBeside()]));
  }

  async close(): Promise<void> {
    expect(this.house.stripe.notModelled).toEqual([]);
    expect(await this.app.get(CheckConservation).run()).toEqual([]);
    await this.house.harness.stop();
  }

  get app() {
    return this.house.harness.app;
  }

  later(minutes: number): void {
    const { clock } = this.house.harness;
    clock.set((clock.now() + minutes * 60_000) as Instant);
  }

  async keepCard(shop: Shop, conduct: CardConduct = 'pays'): Promise<string> {
    const { method } = await this.app.get(SaveMethod).begin(OPERATOR, shop.tenantId);
    this.house.world.entersCard(method.savingReference!, conduct);
    return (await this.app.get(SaveMethod).look(shop.tenantId, method.id)).method.id;
  }

  /** A tenant whose first invoice is due today, with a card and collection switched on. */
  async openCollecting(conduct: CardConduct = 'pays', days: readonly number[] = [0, 1, 3, 7]): Promise<Shop> {
    const shop = await this.house.openShop();
    await this.keepCard(shop, conduct);
    await this.app.get(CollectionDesk).set(OPERATOR, shop.tenantId, null, { automatic: true, scheduleDays: days });
    return shop;
  }

  sweep(): Promise<void> {
    return this.app.get(CollectionSweep).run();
  }

  async sweepOn(days: number, time = '10:00:00'): Promise<void> {
    this.house.harness.clock.set(instant(`${addDays(START, days)}T${time}+08:00`));
    await this.sweep();
  }

  triesOf(shop: Shop): Promise<number> {
    return this.house.harness.count('select count(*) from payment_attempt where lease_id = $1 and collection_step is not null', [shop.leaseId]);
  }

  async stepsOf(shop: Shop): Promise<[number, string, string | null][]> {
    const { rows } = await this.house.harness.admin.query<{ collection_step: number; state: string; refusal: string | null }>(
      'select collection_step, state, refusal from payment_attempt where lease_id = $1 and collection_step is not null order by created_at', [shop.leaseId]);
    return rows.map((row) => [row.collection_step, row.state, row.refusal]);
  }

  async noticesOf(shop: Shop): Promise<string[]> {
    const { rows } = await this.house.harness.admin.query<{ kind: string }>("select kind from notice where lease_id = $1 and kind like 'collection-%' order by recorded_at", [shop.leaseId]);
    return rows.map((row) => row.kind);
  }

  /** What was written to people about tries that failed. */
  async mailsOf(kind: string): Promise<string[]> {
    const { jobs, admin } = this.house.harness;
    await jobs.drain();
    await jobs.drain();
    const { rows } = await admin.query<{ body: string }>('select m.body from notice_message m join notice n on n.id = m.notice_id where n.kind = $1 order by m.created_at', [kind]);
    return rows.map((row) => row.body);
  }
}

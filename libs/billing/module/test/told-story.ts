import { type LeaseBook, readStory, type Story, type StoryEvent } from '@seatline/billing-domain';
import { formatMoney, type Instant, instant, money } from '@seatline/kernel';
import { BookPayment } from '../src/use-cases/book-payment';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { PlaceOrder } from '../src/use-cases/place-order';
import { RecordUsage } from '../src/use-cases/record-usage';
import { termsOf } from '../src/persistence/contract-json';
import { ensureLegalEntity, insertPlan } from '../src/persistence/plans';
import { decideDeck, insertDeck } from '../src/persistence/decks';
import { readMoments } from '../src/persistence/lease-history';
import { LeaseDesk } from '../src/use-cases/lease-desk';
import { replayLease } from '../src/use-cases/replay-lease';
import { VerifyInvoice } from '../src/use-cases/verify-invoice';
import { BillingHarness, OPERATOR } from './harness';

const SINCE_EVER = instant('2000-01-01T00:00:00Z');

/** A story lived by a real lease: on tables, through the use cases, with the sweep doing what is due. */
export class LivedStory {
  private constructor(
    readonly harness: BillingHarness,
    readonly story: Story,
    readonly tenantId: string,
    private readonly eager: boolean,
  ) {}

  /** @param eager whether the sweep runs at every due instant, or only when somebody acts. */
  static async live(json: object, eager: boolean): Promise<LivedStory> {
    const read = readStory(JSON.stringify(json));
    if (!read.ok) throw new Error(read.faults.join('\n'));
    const { story } = read;
    const harness = await BillingHarness.start({ startsAt: new Date(story.events[0]?.at ?? story.until).toISOString(), seed: false });
    const tenantId = await harness.newTenant({ zone: story.contract.zone, currency: story.contract.currency });
    const lived = new LivedStory(harness, story, tenantId, eager);
    try {
      await lived.catalogue();
      for (const [place, event] of story.events.entries()) await lived.act(event, place);
      await lived.waitUntil(story.until);
    } catch (error) {
      await harness.stop();
      throw error;
    }
    return lived;
  }

  async leaseId(): Promise<string> {
    const { rows } = await this.harness.admin.query<{ id: string }>('select id from lease where tenant_id = $1', [this.tenantId]);
    return rows[0]!.id;
  }

  /** The book as the tables say it is. */
  async book(): Promise<LeaseBook> {
    const leaseId = await this.leaseId();
    return this.harness.tenants.run(this.tenantId, async (tx) => {
      const options = { until: this.harness.clock.now(), lock: false, withUsage: true };
      const [lease] = await this.harness.books.load(tx.ledger, [{ tenantId: this.tenantId, leaseId }], options);
      return lease!.book;
    });
  }

  /** The lease told again from what happened, up to an instant of its past or the present. */
  async replayed(until: Instant): Promise<LeaseBook> {
    const leaseId = await this.leaseId();
    return this.harness.tenants.run(this.tenantId, async (tx) => {
      const lease = await this.harness.app.get(LeaseDesk).look(tx, leaseId);
      const moments = await readMoments(tx.ledger, lease, lease.book);
      return replayLease(lease, moments, await this.harness.books.usageSinceOpening(tx.ledger, lease, until), until);
    });
  }

  /** What `verify` finds wrong with the invoices of the lease. */
  async differences(): Promise<unknown[]> {
    const { rows } = await this.harness.admin.query<{ id: string }>('select id from invoice where tenant_id = $1 order by sequence', [this.tenantId]);
    const found = [];
    for (const { id } of rows) found.push(...(await this.harness.app.get(VerifyInvoice).run(this.tenantId, id)).differences);
    return found;
  }

  private async catalogue(): Promise<void> {
    const { currency } = this.story.contract;
    const terms = termsOf(this.story.contract);
    await this.harness.platform.run(async (tx) => {
      const entity = { code: 'stories', name: 'Stories', taxNumber: null, invoicePrefix: 'SL', zone: 'Asia/Shanghai', bank: null };
      const legalEntityId = await ensureLegalEntity(tx.db, entity, SINCE_EVER);
      const name = { en: 'Story', 'zh-CN': '故事' };
      await insertPlan(tx.db, { code: 'story', name, currency, terms, legalEntityId, effectiveFrom: SINCE_EVER }, SINCE_EVER);
      if (this.story.deck.length === 0) return;
      const deck = await insertDeck(tx.db, { direction: 'outbound', currency, name: 'Story', zone: this.story.contract.zone, createdBy: 'story', rows: this.story.deck }, SINCE_EVER);
      await decideDeck(tx.db, { deckId: deck.id, effectiveFrom: SINCE_EVER, decidedBy: 'story' }, SINCE_EVER);
    });
  }

  private async waitUntil(at: Instant): Promise<void> {
    if (this.eager) await this.harness.liveUntil(at);
    else {
      this.harness.clock.set(at);
      await this.harness.sweep.run();
    }
  }

  private async act(event: StoryEvent, place: number): Promise<void> {
    if (this.eager) await this.harness.liveUntil(event.at);
    else this.harness.clock.set(event.at);
    await this.perform(event, place).catch((error: unknown) => {
      if (!/^(lease|order)\./.test(error instanceof Error ? error.message : '')) throw error; // a refusal is part of the story
    });
  }

  private async perform(event: StoryEvent, place: number): Promise<void> {
    const { app } = this.harness;
    const { contract } = this.story;
    const commands = app.get(LeaseCommands);
    switch (event.do) {
      case 'open-lease':
      case 'add-seats': {
        const { term } = contract;
        await app.get(PlaceOrder).run(OPERATOR, this.tenantId, { planCode: 'story', seats: event.seats, months: term.months, startOn: term.startOn });
        return;
      }
      case 'pay': {
        const transfer = { valueOn: event.valueOn, reference: `story ${place}`, forOrder: event.forOrder };
        const amount = formatMoney(money(contract.currency, event.amountMinor));
        await app.get(BookPayment).run(OPERATOR, this.tenantId, { leaseId: await this.leaseId(), amount, ...transfer });
        return;
      }
      case 'remove-seats':
        return commands.removeSeats(OPERATOR, this.tenantId, await this.leaseId(), { seats: event.seats, when: event.when });
      case 'end-lease':
        return commands.end(OPERATOR, this.tenantId, await this.leaseId(), { on: event.on, reason: 'story' });
      case 'hold-arrears':
        return commands.hold(OPERATOR, this.tenantId, await this.leaseId(), { untilOn: event.untilOn, reason: event.reason });
      case 'call': {
        const { id, direction, to, answeredAt, milliseconds } = event;
        const numbers = direction === 'outbound' ? { ourNumber: null, otherNumber: to } : { ourNumber: to, otherNumber: null };
        const leg = { source: 'story', callId: id, leg: id, direction, carrierLeg: direction === 'outbound', ...numbers, answeredAt, milliseconds };
        await this.harness.tenants.run(this.tenantId, (tx) => app.get(RecordUsage).run(tx, [{ ...leg, seatId: null, memberId: null, leaseId: null }]));
      }
    }
  }
}

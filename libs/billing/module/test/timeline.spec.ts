import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { civilDate, instant } from '@seatline/kernel';
import { ArrearsModule } from '../src/arrears.module';
import { type NoticeRecipient, NoticeRecipients } from '../src/ports/notice-recipients';
import { timelineView, wordsOf } from '../src/http/timeline.view';
import { LeaseScene } from '../src/ports/suspension-scene';
import { ExplainArrears } from '../src/use-cases/explain-arrears';
import { LeaseCommands } from '../src/use-cases/lease-commands';
import { ReadTimeline } from '../src/use-cases/read-timeline';
import { BillingHarness, OPERATOR } from './harness';
import { refusalOf, Shop, until } from './shop';

class Somebody extends NoticeRecipients {
  override of(): Promise<readonly NoticeRecipient[]> {
    return Promise.resolve([{ personId: '00000000-0000-7000-8000-00000000000a', email: 'li@one.test', language: 'zh-CN' }]);
  }
}

/** Nothing of other domains stands beside billing here. */
const NO_SCENE = {
  provide: LeaseScene,
  useValue: {
    of: () => Promise.resolve({ seats: [], numbers: [], queues: [], otherLeaseInService: false, loggedIn: [], liveCalls: 0, queuedCalls: 0 }),
    standing: () => Promise.resolve({ leaseSuspended: true, tenantServed: false, seats: new Map() }),
  },
};

let harness: BillingHarness;
beforeEach(async () => {
  const arrears = ArrearsModule.forRoot({ smtp: null, portalUrl: 'https://seatline.test', webhooksToPrivateAddresses: false }, [{ provide: NoticeRecipients, useClass: Somebody }, NO_SCENE]);
  harness = await BillingHarness.start({ startsAt: '2026-03-01T09:00:00+08:00', with: [arrears] });
});
afterEach(() => harness.stop());

it('tells suspension, hold, payment and return with the proof of each notice, and what comes', async () => {
  const shop = await Shop.openPaid(harness, 1, '2026-03-01');
  await until(harness, '2026-04-18T10:00:00+08:00');
  await harness.jobs.drain();
  await harness.jobs.drain();
  await harness.app.get(LeaseCommands).hold(OPERATOR, shop.tenantId, shop.leaseId, { untilOn: civilDate('2026-04-20'), reason: 'promised by phone' });
  await shop.pay('2120.00', 'late');
  const view = timelineView(await harness.app.get(ReadTimeline).run(shop.tenantId, shop.leaseId), 'en');
  const past = view.entries.filter((entry) => entry.tense === 'past').map((entry) => `${entry.on} ${entry.notice ?? entry.kind}`);
  expect(past.slice(3)).toEqual([
    '2026-03-25 invoice-issued', '2026-03-29 reminder', '2026-04-01 due', '2026-04-02 overdue', '2026-04-08 second', '2026-04-13 last-warning', '2026-04-17 suspended',
    '2026-04-18 payment', '2026-04-18 hold', '2026-04-18 restored',
  ]);
  const warning = view.entries.find((entry) => entry.notice === 'last-warning');
  expect(warning?.proofs.map(({ channel, outcome, tries }) => ({ channel, outcome, tries }))).toEqual([
    { channel: 'email', outcome: 'kept', tries: 1 }, { channel: 'portal', outcome: 'sent', tries: 1 },
  ]);
  expect(view.entries.find((entry) => entry.kind === 'suspended')?.proofs.length).toBeGreaterThan(0);
  expect(view.entries.find((entry) => entry.kind === 'hold')).toMatchObject({ untilOn: '2026-04-20', reason: 'promised by phone' });
  const suspension = view.entries.find((entry) => entry.tense === 'future' && entry.kind === 'suspended');
  expect(suspension).toMatchObject({ on: '2026-05-17', amount: '2120.00' });
  expect(view.words[0]).toMatch(/^At 2026-04-18 10:00 \(Asia\/Shanghai\), lease SL.*is in service and owes nothing\.$/);
  const was = await harness.app.get(ExplainArrears).run(shop.tenantId, shop.leaseId, instant('2026-04-17T12:00:00+08:00'));
  expect(wordsOf(was, 'zh-CN')[0]).toContain('停机');
  expect(wordsOf(was, 'en').at(-1)).toBe('A payment of 2120.00 CNY restores service within a minute.');
  expect(await refusalOf(harness.app.get(ReadTimeline).run(await harness.newTenant(), shop.leaseId))).toBe('not-found');
});

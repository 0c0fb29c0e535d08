import { describe, expect, it } from '@jest/globals';
import { civilDate, zone } from '@seatline/kernel';
import type { AgreementNoticeKind } from '../events-vocabulary';
import type { Agreement } from './agreement-text';
import { noticeText } from './notice-text';

const SUBLET: Agreement = { subject: 'sublet', seats: 3, role: 'gives', otherTenant: '好大公司', on: civilDate('2026-05-02'), reason: null };
const RENEWAL: Agreement = { subject: 'renewal', months: 12, endOn: civilDate('2028-03-01'), reason: 'paid on time' };

const written = (kind: AgreementNoticeKind, about: Agreement, language: 'en' | 'zh-CN') => noticeText({
  kind, about, leaseNumber: 'SL-2026-000001', zone: zone('Asia/Shanghai'), endOn: civilDate('2027-03-01'), invoice: null, toPay: null, suspendsAt: null, lastDayToPayOn: null,
  rentAccruesWhileSuspended: true, collection: null, portalUrl: 'https://seatline.test',
}, language);

const KINDS: readonly AgreementNoticeKind[] = [
  'sublet-asked', 'sublet-accepted', 'sublet-declined', 'sublet-withdrawn', 'sublet-consented', 'sublet-refused', 'sublet-effective', 'sublet-lapsed', 'renewal-granted', 'renewal-refused',
];

describe('a notice of what was decided', () => {
  it.each(KINDS.flatMap((kind) => (['en', 'zh-CN'] as const).map((language) => [kind, language] as const)))('%s in %s says whose lease, how much and when', (kind, language) => {
    const about = kind.startsWith('renewal') ? RENEWAL : SUBLET;
    const { subject, body } = written(kind, about, language);
    expect(subject.length).toBeGreaterThan(5);
    for (const part of ['SL-2026-000001', 'https://seatline.test', ...(about === RENEWAL ? ['12', '2028-03-01', 'paid on time'] : ['3', '好大公司', '2026-05-02'])]) expect(body).toContain(part);
    expect(body).not.toContain('null');
  });

  it('tells each side its own', () => {
    expect(written('sublet-effective', { ...SUBLET, role: 'receives' }, 'en').body).toContain('once the order is paid');
    expect(written('sublet-effective', SUBLET, 'en').body).not.toContain('order');
    expect(written('sublet-consented', SUBLET, 'zh-CN').body).toContain('冲减');
  });

  it('is never the same for two kinds', () => {
    const texts = KINDS.map((kind) => written(kind, kind.startsWith('renewal') ? RENEWAL : SUBLET, 'zh-CN').subject);
    expect(new Set(texts).size).toBe(KINDS.length);
  });
});

import { describe, expect, it } from '@jest/globals';
import { instant } from '@seatline/kernel';
import { outageOfMeasured } from './measured-outage';

const out = (startAt: string, endAt: string, cause = 'unreachable') => ({ carrier: 'asterisk', cause, startAt: instant(startAt), endAt: instant(endAt) });

describe('a time in which a carrier was measured to be out', () => {
  it.each([
    ['60 seconds are tolerated', '2026-03-10T08:00:00Z', '2026-03-10T08:01:00Z', null],
    ['a second more is an outage, whole', '2026-03-10T08:00:00Z', '2026-03-10T08:01:01Z', 61],
    ['two months, which nobody may record by hand', '2026-03-01T00:00:00Z', '2026-05-01T00:00:00Z', 61 * 86_400],
  ])('%s', (_, startAt, endAt, seconds) => {
    const outage = outageOfMeasured(out(startAt, endAt));
    expect(outage && (outage.endAt - outage.startAt) / 1000).toBe(seconds);
  });

  it('touches whom the carrier carries, and says in both languages what was wrong', () => {
    const outage = outageOfMeasured(out('2026-03-10T08:00:00Z', '2026-03-10T09:00:00Z'));
    expect(outage).toMatchObject({ target: { kind: 'carrier', carrier: 'asterisk' }, reason: expect.stringMatching(/could not be reached.*无法连接/) });
    expect(outageOfMeasured(out('2026-03-10T08:00:00Z', '2026-03-10T09:00:00Z', 'haunted'))?.reason).toContain('haunted');
  });
});

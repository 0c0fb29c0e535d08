import { describe, expect, it } from '@jest/globals';
import { judgeWithdrawal } from './withdraw-outage';

describe('an outage that is taken back', () => {
  it.each([
    ['that nobody has learnt of', { withdrawn: false, leases: 0, credited: 0 }, false, null],
    ['that nobody was credited for', { withdrawn: false, leases: 3, credited: 0 }, false, null],
    ['twice', { withdrawn: true, leases: 3, credited: 0 }, true, 'outage.withdrawn'],
    ['that some were credited for', { withdrawn: false, leases: 3, credited: 2 }, false, 'outage.credited'],
    ['that some were credited for, who keep it', { withdrawn: false, leases: 3, credited: 2 }, true, null],
    ['that all were credited for', { withdrawn: false, leases: 3, credited: 3 }, true, 'outage.all-credited'],
  ])('%s', (_, known, keepCredited, refused) => {
    const judged = judgeWithdrawal(known, keepCredited);
    expect(judged.ok ? null : judged.refusal.code).toBe(refused);
  });

  it('says how many have been credited and how many have not', () => {
    const judged = judgeWithdrawal({ withdrawn: false, leases: 5, credited: 2 }, false);
    expect(judged.ok ? null : judged.refusal.facts).toEqual({ credited: 2, others: 3 });
  });
});

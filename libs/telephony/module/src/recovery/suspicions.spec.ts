import { expect, it } from '@jest/globals';
import type { Instant } from '@seatline/kernel';
import { Suspicions } from './suspicions';

const at = (seconds: number) => (seconds * 1000) as Instant;

it('confirms what is still so a while later, with what was known at first', () => {
  const suspicions = new Suspicions(5_000);
  expect(suspicions.confirm('leg', at(0), at(-10))).toBeNull();
  expect(suspicions.confirm('leg', at(4), at(2))).toBeNull();
  expect(suspicions.confirm('leg', at(5), at(3))).toBe(at(-10));
  expect(suspicions.confirm('other', at(5), at(3))).toBeNull();
});

it('forgets what was not seen again', () => {
  const suspicions = new Suspicions(5_000);
  suspicions.confirm('leg', at(0), at(0));
  suspicions.forgetBefore(at(121));
  expect(suspicions.confirm('leg', at(200), at(199))).toBeNull();
});

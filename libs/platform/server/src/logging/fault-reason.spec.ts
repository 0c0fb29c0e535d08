import { expect, it } from '@jest/globals';
import { faultReason } from './fault-reason';

it('keeps what a failed statement quotes out of what is logged', () => {
  const driver = Object.assign(new Error('duplicate key value violates unique constraint "did_rented_key"'), { code: '23505' });
  const drizzle = new Error('Failed query: insert into call (caller) values ($1)\nparams: +8613800138000', { cause: driver });
  expect(faultReason(new Error('outer', { cause: drizzle }))).toBe('duplicate key value violates unique constraint "did_rented_key"');
  expect(faultReason('plain')).toBe('plain');
});

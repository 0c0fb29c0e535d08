import { afterAll, beforeAll, describe } from '@jest/globals';
import { closingAndGrowing } from './chapters/closing-and-growing';
import { opening } from './chapters/opening';
import { work } from './chapters/work';
import { Story } from './story';
import type { Year } from './year';

/**
 * One lease from its first order to the return of its deposit, told through the API: a company in Shanghai rents ten seats on 30 January 2026 for a
 * year. Every chapter goes on where the one before it ended.
 */
describe('a tenant’s year', () => {
  const year = {} as Year;
  beforeAll(async () => {
    year.story = await Story.begins('2026-01-30 09:00');
  });
  afterAll(() => year.story.ends());

  describe('January: seats are rented', () => opening(year));
  describe('February: the seats are worked on', () => work(year));
  describe('March and April: calls are billed, seats added', () => closingAndGrowing(year));
});

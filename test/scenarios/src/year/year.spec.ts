import { afterAll, beforeAll, describe } from '@jest/globals';
import { arrears } from './chapters/arrears';
import { books } from './chapters/books';
import { closingAndGrowing } from './chapters/closing-and-growing';
import { ending } from './chapters/ending';
import { opening } from './chapters/opening';
import { summer } from './chapters/summer';
import { suspension } from './chapters/suspension';
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
  describe('May: the rent is not paid', () => arrears(year));
  describe('16 May: the lease is suspended', () => suspension(year));
  describe('June to August: seats go, and maintenance', () => summer(year));
  describe('Autumn and winter: the lease ends', () => ending(year));
  describe('Afterwards: the books', () => books(year));
});

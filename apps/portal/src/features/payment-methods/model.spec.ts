import { expect, it } from '@jest/globals';
import { isExpired, methodName, readDays } from './model';

it.each<[string, number[] | null]>([
  ['0, 1, 3, 7', [0, 1, 3, 7]],
  ['-3 0', [-3, 0]],
  ['0，1、3', [0, 1, 3]],
  ['', null],
  ['3, 1', null],
  ['1, 1', null],
  ['0.5', null],
  ['soon', null],
  ['-8', null],
  ['61', null],
  ['0 1 2 3 4 5 6 7 8', null],
])('reads %j as %j', (text, days) => {
  expect(readDays(text)).toEqual(days);
});

it('a card is valid through its last month', () => {
  expect([isExpired('2030-08', '2030-08-31'), isExpired('2030-08', '2030-09-01'), isExpired(null, '2030-09-01')]).toEqual([false, true, false]);
});

it('names a card by brand and last four', () => {
  expect([methodName({ kind: 'card', brand: 'visa', lastFour: '4242' }), methodName({ kind: 'alipay', brand: null, lastFour: null })]).toEqual(['visa •••• 4242', 'alipay']);
});

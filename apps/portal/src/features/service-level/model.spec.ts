import { describe, expect, it } from '@jest/globals';
import { seatSpans } from './model';

describe('seat numbers', () => {
  it.each<[number[], string]>([
    [[], ''],
    [[4], '4'],
    [[3, 1, 2, 7], '1–3, 7'],
    [[1, 3, 4], '1, 3–4'],
  ])('%j are written %s', (seats, text) => expect(seatSpans(seats)).toBe(text));
});

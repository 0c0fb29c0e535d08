import { describe, expect, it } from '@jest/globals';
import { minutesText, usedPercent } from './model';

describe('included minutes', () => {
  it.each([[18_600, '310'], [90, '1:30'], [61, '1:01'], [0, '0']])('%s seconds read %s', (seconds, text) => {
    expect(minutesText(seconds, String)).toBe(text);
  });

  it.each([[310, 400, 77], [399, 400, 99], [400, 400, 100], [0, 0, 0]])('%s of %s are %s percent', (usedSeconds, seconds, percent) => {
    expect(usedPercent({ seconds, usedSeconds })).toBe(percent);
  });
});

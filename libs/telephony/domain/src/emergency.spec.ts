import { describe, expect, it } from '@jest/globals';
import { ALL_EMERGENCY_NUMBERS, emergencyNumbers, isEmergencyNumber } from './emergency';

describe('emergency numbers', () => {
  it.each([
    ['CN', '110', true],
    ['CN', '119', true],
    ['CN', '120', true],
    ['CN', '122', true],
    ['CN', '911', false],
    ['FR', '112', true],
    ['FR', '999', true],
    ['US', '911', true],
    ['CN', '1100', false],
    ['CN', '+86110', false],
    ['CN', '0110', false],
    ['CN', '1-1 0', true],
    ['CN', '', false],
  ])('in %s, %j is an emergency call: %s', (country, dialled, expected) => {
    expect(isEmergencyNumber(dialled, emergencyNumbers(country))).toBe(expected);
  });

  it('a tenant’s own list replaces the country’s, an empty one does not', () => {
    expect(emergencyNumbers('CN', ['113'])).toEqual(['113']);
    expect(emergencyNumbers('CN', [])).toContain('110');
  });

  it('a carrier lets pass whatever is an emergency number anywhere', () => {
    for (const number of ['110', '119', '120', '122', '112', '911', '999']) expect(ALL_EMERGENCY_NUMBERS).toContain(number);
    expect(new Set(ALL_EMERGENCY_NUMBERS).size).toBe(ALL_EMERGENCY_NUMBERS.length);
  });
});

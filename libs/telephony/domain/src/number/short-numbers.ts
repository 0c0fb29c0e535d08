import type { CountryCode } from '../emergency';

/**
 * The short numbers of a country: dialled as they are from anywhere in it, and no E.164 numbers. China: three digits that begin with 1 (114), 10xxx to 12xxx
 * (operators and public services: 10086, 12306, 12345), 95xxx and 96xxx with up to a digit more (banks and insurers: 95588), 116114 and 118114.
 * Sources: 电信网编号计划 (MIIT, 2017), Google's ShortNumberMetadata for the shapes of the other countries.
 */
const SHORT_NUMBERS: Readonly<Record<CountryCode, RegExp>> = {
  CN: /^(?:1\d\d|1[0-2]\d{3}|11[68]114|9[56]\d{3,4})$/,
  US: /^[2-9]11$/,
  CA: /^[2-9]11$/,
};

/** A country whose plan is not written down here: three to six digits. Only what is no whole number of the country is asked for. */
const ANYWHERE = /^[1-9]\d{2,5}$/;

/** Whether digits have the shape of a short number of the country. A number that the plan gives out comes before one; who asks has looked. */
export function isShortNumber(digits: string, country: CountryCode): boolean {
  return (SHORT_NUMBERS[country] ?? ANYWHERE).test(digits);
}

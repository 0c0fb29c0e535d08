import { type Currency, currencyDecimals, formatMoney, money, parseMoney } from '@seatline/kernel';
import { Problem } from '@seatline/server';

/** No payment or cap in any currency is larger; a number that is has slipped. */
const MOST_MINOR = 10n ** 13n;

/** A decimal as a person wrote it, in minor units. @throws Problem of that code, for what is none, for less than `least` and for what has slipped. */
export function readAmount(text: string, currency: Currency, code: 'payment.bad-amount' | 'cap.bad-amount', least: bigint): bigint {
  const amount = parseMoney(text, currency);
  if (amount === null || amount.minor < least || amount.minor > MOST_MINOR) {
    throw new Problem(code, { decimals: currencyDecimals(currency), most: formatMoney(money(currency, MOST_MINOR)) });
  }
  return amount.minor;
}

import { type Currency, formatMoney, formatRate, money } from '@seatline/kernel';

/** Money as JSON carries it: "2000.00". */
export function amountText(currency: string, minor: bigint): string {
  return formatMoney(money(currency as Currency, minor));
}

/** A rated cost as JSON carries it: "0.120000". */
export function rateText(currency: string, micros: bigint): string {
  return formatRate({ currency: currency as Currency, micros });
}

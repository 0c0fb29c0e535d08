/** ISO 4217 alphabetic code, upper case. */
export type Currency = string & { readonly __brand: 'Currency' };

/** ISO 4217 minor-unit exponents that differ from 2 (list one, 2024). ICU's own table follows CLDR and differs, so it is not used. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4,
};

const KNOWN: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(EXPONENTS)]);

/** True for a currency code that ISO 4217 knows; lower case is not accepted. */
export function isCurrency(code: string): code is Currency {
  return KNOWN.has(code);
}

/** @throws RangeError when the code is not an ISO 4217 currency. */
export function currency(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`not an ISO 4217 currency: ${code}`);
  return code;
}

/** Number of decimals of the currency's minor unit: CNY 2, JPY 0, KWD 3. */
export function currencyDecimals(code: Currency): number {
  return EXPONENTS[code] ?? 2;
}

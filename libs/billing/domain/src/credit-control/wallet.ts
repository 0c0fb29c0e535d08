import { divideHalfUp } from '@seatline/kernel';

/**
 * A lease's money for calls, in millionths of the major unit, tax included. Three piles: what was paid in and not spent, how much of it is held for calls
 * that go on, and what ended calls cost beyond all of it.
 */
export interface Wallet {
  readonly balanceMicros: bigint;
  /** Of the balance. */
  readonly reservedMicros: bigint;
  /** Not 0 only while nothing is free. */
  readonly owedMicros: bigint;
}

export const EMPTY_WALLET: Wallet = { balanceMicros: 0n, reservedMicros: 0n, owedMicros: 0n };

const PERCENT_SCALE = 100_000_000n;

/** What nobody has claimed yet: the balance less what is held. Never negative. */
export function freeMicros(wallet: Wallet): bigint {
  return wallet.balanceMicros - wallet.reservedMicros;
}

/** Whether the piles can be: nothing is negative, no more is held than there is, and nothing is owed while something is free. */
export function isSoundWallet(wallet: Wallet): boolean {
  const { balanceMicros, reservedMicros, owedMicros } = wallet;
  return reservedMicros >= 0n && owedMicros >= 0n && balanceMicros >= reservedMicros && (owedMicros === 0n || balanceMicros === reservedMicros);
}

/** Money comes in: what is owed is paid first. @throws RangeError for nothing or less. */
export function topUp(wallet: Wallet, micros: bigint): Wallet {
  if (micros <= 0n) throw new RangeError('a top-up is more than nothing');
  return payOwed({ ...wallet, balanceMicros: wallet.balanceMicros + micros });
}

/** Holds money for a call. @throws RangeError when less is free: whoever holds asks `freeMicros` under the same lock. */
export function hold(wallet: Wallet, micros: bigint): Wallet {
  if (micros < 0n || micros > freeMicros(wallet)) throw new RangeError('more is to be held than is free');
  return { ...wallet, reservedMicros: wallet.reservedMicros + micros };
}

/**
 * A call is over: what was held for it is free again and what it cost is taken, both at once. It cost less: the rest is back. It cost more (it was hung
 * up late, or priced otherwise than expected): the excess comes out of what is free, and what is not there is owed. Money held for other calls is theirs.
 * A negative cost gives back what a call was charged too much. @throws RangeError when so much was never held.
 */
export function settle(wallet: Wallet, heldMicros: bigint, costMicros: bigint): Wallet {
  if (heldMicros < 0n || heldMicros > wallet.reservedMicros) throw new RangeError('more is let go than was held');
  return payOwed({ ...wallet, reservedMicros: wallet.reservedMicros - heldMicros, owedMicros: wallet.owedMicros + costMicros });
}

/** What settles a wallet: what it owes, rounded up to the minor unit that a bank can send. 0 where it owes nothing. */
export function settlingMinor({ owedMicros }: Wallet, microsPerMinor: bigint): bigint {
  return (owedMicros + microsPerMinor - 1n) / microsPerMinor;
}

/** What is owed is paid as far as something is free; a debt below nothing is money back. */
function payOwed(wallet: Wallet): Wallet {
  const free = freeMicros(wallet);
  const paid = wallet.owedMicros < free ? wallet.owedMicros : free;
  return { ...wallet, balanceMicros: wallet.balanceMicros - paid, owedMicros: wallet.owedMicros - paid };
}

/** A call's cost with its tax, rounded half-up once to the micro. @param percentMicros millionths of a percent: 6 % is 6000000. */
export function withTax(netMicros: bigint, percentMicros: bigint): bigint {
  return netMicros + divideHalfUp(netMicros * percentMicros, PERCENT_SCALE);
}

/** The largest cost before tax that an amount pays for: `withTax` of it is not more than the amount, and of one micro more it is. 0 for nothing and less. */
export function beforeTax(grossMicros: bigint, percentMicros: bigint): bigint {
  if (grossMicros <= 0n) return 0n;
  let net = (grossMicros * PERCENT_SCALE) / (PERCENT_SCALE + percentMicros);
  while (withTax(net + 1n, percentMicros) <= grossMicros) net += 1n;
  while (withTax(net, percentMicros) > grossMicros) net -= 1n;
  return net;
}

/**
 * The balance falls below the line at which its owner wants to know: it was not below before and is now. The same twice is told once, and again only after
 * a top-up has lifted it. Line 0: never.
 */
export function fallsLow(before: Wallet, after: Wallet, lineMicros: bigint): boolean {
  const worth = (wallet: Wallet): bigint => wallet.balanceMicros - wallet.owedMicros;
  return worth(before) >= lineMicros && worth(after) < lineMicros;
}

import type { ServiceCredit } from '../lease/book';
import { compareFields, type InvoiceDifference } from './difference';

/**
 * Holds what seats were given back on an invoice's lines, and of it by credit notes, against the history told again: each seat's part and the time that it is
 * for. A seat that only one side knows differs in both.
 */
export function verifyServiceCredits(invoice: number, stored: readonly ServiceCredit[], told: readonly ServiceCredit[]): InvoiceDifference[] {
  const [has, should] = [partsOf(invoice, stored), partsOf(invoice, told)];
  return [...new Set([...has.keys(), ...should.keys()])].flatMap((key): InvoiceDifference[] => {
    const [line, seat] = key.split(' ') as [string, string];
    const nothing = { netMinor: null, times: null };
    return compareFields(has.get(key) ?? nothing, should.get(key) ?? nothing).map((each) => ({ line: Number(line), subject: { kind: 'seat', id: seat }, ...each }));
  });
}

/** By line and seat: what stands on the invoice's own lines, and what credit notes took of its lines. */
function partsOf(invoice: number, credits: readonly ServiceCredit[]): Map<string, { netMinor: bigint; times: string }> {
  const parts = new Map<string, { netMinor: bigint; times: string }>();
  for (const { on, ofInvoice, ofLine, seats } of credits) {
    const line = 'invoice' in on ? (on.invoice === invoice ? on.line : null) : ofInvoice === invoice ? ofLine : null;
    if (line === null) continue;
    for (const { seat, netMinor, times } of seats) {
      const key = `${line} ${seat}`;
      const known = parts.get(key);
      const written = times.map(({ startAt, endAt }) => `${startAt}/${endAt}`).join(', ');
      parts.set(key, known ? { netMinor: known.netMinor + netMinor, times: `${known.times}, ${written}` } : { netMinor, times: written });
    }
  }
  return parts;
}

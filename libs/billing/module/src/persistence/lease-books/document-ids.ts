import { randomUUIDv7 } from 'node:crypto';
import type { LoadedLease } from './loaded-lease';

/** The ids of a lease's documents by their number in the lease; a number that is new gets an id. */
export class DocumentIds {
  readonly seats: string[];
  private readonly invoices: string[];
  private readonly creditNotes: string[];
  private readonly orders: Map<number, string>;

  constructor(before: LoadedLease | null) {
    this.seats = [...(before?.seatIds ?? [])];
    this.invoices = [...(before?.invoiceIds ?? [])];
    this.creditNotes = [...(before?.creditNoteIds ?? [])];
    this.orders = new Map(before?.orderIds ?? []);
  }

  seat(number: number): string {
    return idAt(this.seats, number);
  }

  invoice(number: number): string {
    return idAt(this.invoices, number);
  }

  creditNote(number: number): string {
    return idAt(this.creditNotes, number);
  }

  order(number: number): string {
    const known = this.orders.get(number) ?? randomUUIDv7();
    this.orders.set(number, known);
    return known;
  }
}

function idAt(ids: string[], number: number): string {
  while (ids.length < number) ids.push(randomUUIDv7());
  return ids[number - 1]!;
}

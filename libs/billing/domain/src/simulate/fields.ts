import { type CivilDate, formatDecimal, type Instant, parseCivilDate, parseDecimal, parseInstant } from '@seatline/kernel';

/** Everything wrong with a story, one line each: where, and what must be there. */
export class StoryFaults {
  readonly lines: string[] = [];

  add(path: string, message: string): null {
    this.lines.push(`${path}: ${message}`);
    return null;
  }
}

/** Reads the fields of one object of a story. A wrong or missing one gives null and a fault with its path; the reading goes on, so that all faults are told. */
export class FieldReader {
  constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    readonly path: string,
    private readonly faults: StoryFaults,
  ) {}

  /** The reader of a value that must be an object; null and a fault when it is none. */
  static of(value: unknown, path: string, faults: StoryFaults): FieldReader | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return faults.add(path || 'story', 'must be an object');
    return new FieldReader(value as Record<string, unknown>, path, faults);
  }

  /** A field whose name is no plain word is quoted, so that a fault stays on one line. */
  pathOf(field: string): string {
    if (!/^\w+$/.test(field)) return `${this.path}[${JSON.stringify(field)}]`;
    return this.path === '' ? field : `${this.path}.${field}`;
  }

  fault(field: string, message: string): null {
    return this.faults.add(this.pathOf(field), message);
  }

  has(field: string): boolean {
    return Object.hasOwn(this.fields, field);
  }

  raw(field: string): unknown {
    return this.has(field) ? this.fields[field] : undefined;
  }

  /** Names every field that the object has and must not have. */
  refuseOthers(known: readonly string[]): void {
    for (const field of Object.keys(this.fields)) {
      if (!known.includes(field)) this.fault(field, 'is not a known field');
    }
  }

  /** @param read null for a value that will not do. */
  required<Value>(field: string, message: string, read: (value: unknown) => Value | null): Value | null {
    if (!this.has(field)) return this.fault(field, 'is required');
    return read(this.fields[field]) ?? this.fault(field, message);
  }

  /** Null also when the field is left out. */
  optional<Value>(field: string, message: string, read: (value: unknown) => Value | null): Value | null {
    return this.has(field) ? this.required(field, message, read) : null;
  }
}

export const DATE_FORM = 'must be a date such as 2026-01-31';
export const INSTANT_FORM = 'must be an instant with its zone offset, such as 2026-01-30T10:00:00+08:00';

export function readDate(value: unknown): CivilDate | null {
  return typeof value === 'string' ? parseCivilDate(value) : null;
}

export function readInstant(value: unknown): Instant | null {
  return typeof value === 'string' ? parseInstant(value) : null;
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function wholeForm(least: number, most: number): string {
  return `must be a whole number from ${least} to ${most}`;
}

export function readWhole(least: number, most: number): (value: unknown) => number | null {
  return (value) => (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null);
}

export function choiceForm(choices: readonly string[]): string {
  return `must be ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}`;
}

export function readChoice<Choice extends string>(choices: readonly Choice[]): (value: unknown) => Choice | null {
  return (value) => choices.find((choice) => choice === value) ?? null;
}

/** A decimal string scaled by 10^decimals, its sign and its size judged too. */
export function readDecimal(reader: FieldReader, field: string, decimals: number, least: bigint): bigint | null {
  const scaled = reader.required(field, `must be a decimal string with at most ${decimals} decimals`, (value) =>
    typeof value === 'string' ? parseDecimal(value, decimals) : null);
  if (scaled === null) return null;
  if (scaled < least) return reader.fault(field, least > 0n ? 'must be more than 0' : 'must not be negative');
  if (scaled > LARGEST_SCALED) return reader.fault(field, `must be at most ${formatDecimal(LARGEST_SCALED, decimals)}`);
  return scaled;
}

/** What a 64-bit column holds, with room for a sum of many. */
const LARGEST_SCALED = 10n ** 15n;

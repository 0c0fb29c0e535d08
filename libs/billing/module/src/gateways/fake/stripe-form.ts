/** What a path takes, as `a[b][]`: the names of parameters, where `[*]` stands for any name and `[]` for any place in a list. */
export type AllowedParams = readonly string[];

export type FormValue = string | { [name: string]: FormValue };

/** Reads `a[b][0]=c` as Stripe does. */
export function readForm(text: string): Record<string, FormValue> {
  const form: Record<string, FormValue> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    let place = form;
    for (const part of path.slice(0, -1)) {
      const inner = place[part];
      place = (place[part] = typeof inner === 'object' ? inner : {}) as Record<string, FormValue>;
    }
    place[path.at(-1)!] = value;
  }
  return form;
}

/** The first parameter that a path does not take, by its full name; null when it takes them all. */
export function unknownParam(text: string, allowed: AllowedParams): string | null {
  const known = new Set(allowed);
  for (const name of new URLSearchParams(text).keys()) {
    const shape = name.replace(/\[\d+\]/g, '[]');
    const starred = shape.replace(/\[[^\]]+\]$/, '[*]');
    if (!known.has(shape) && !known.has(starred)) return name;
  }
  return null;
}

export function textOf(form: Record<string, FormValue>, name: string): string | null {
  const value = form[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function partOf(form: Record<string, FormValue>, name: string): Record<string, FormValue> {
  const value = form[name];
  return typeof value === 'object' ? value : {};
}

export function listOf(form: Record<string, FormValue>, name: string): string[] {
  return Object.values(partOf(form, name)).filter((each) => typeof each === 'string');
}

export function metadataOf(form: Record<string, FormValue>): Record<string, string> {
  return Object.fromEntries(Object.entries(partOf(form, 'metadata')).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

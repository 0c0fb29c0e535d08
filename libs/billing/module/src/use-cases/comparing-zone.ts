/** Whose days calls are compared by, and whose clocks decide about a carrier's time bands: the operator's. */
export const COMPARING_ZONE = Symbol('COMPARING_ZONE');

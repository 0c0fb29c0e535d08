/** The injection token of the kernel's Clock port. */
export const CLOCK = Symbol('CLOCK');

/** The injection token of the kernel's Clock port. */
export const CLOCK = Symbol('CLOCK');

/** The same, for a module that puts a clock of its own over CLOCK and has to know what it is put over. */
export const WALL_CLOCK = Symbol('WALL_CLOCK');

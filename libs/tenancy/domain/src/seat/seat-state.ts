/** A seat's life (domain.md 1): ordered → provisioning → active ⇄ suspended → releasing → released; a provisioning can fail and is retried. */
export const SEAT_STATES = ['ordered', 'provisioning', 'failed', 'active', 'suspended', 'releasing', 'released'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** What can happen to a seat. */
export const SEAT_EVENTS = ['activated', 'released', 'lease-changed', 'service-applied', 'service-failed', 'retried'] as const;
export type SeatEventKind = (typeof SEAT_EVENTS)[number];

export interface SeatTransition {
  readonly from: SeatState;
  readonly by: SeatEventKind;
  readonly to: SeatState;
}

const row = (from: SeatState, by: SeatEventKind, ...to: SeatState[]): SeatTransition[] => to.map((each) => ({ from, by, to: each }));

/**
 * Every change of state that exists. What is not here cannot happen: a rule that would do it is a fault in the program. Several results of one
 * event are told apart by the lease (in service, suspended, ended) and by what the carrier holds.
 */
export const SEAT_TRANSITIONS: readonly SeatTransition[] = [
  ...row('ordered', 'activated', 'provisioning'),
  ...row('ordered', 'released', 'released'),
  ...row('ordered', 'lease-changed', 'released'),
  ...row('provisioning', 'service-applied', 'active', 'suspended'),
  ...row('provisioning', 'service-failed', 'failed'),
  ...row('provisioning', 'lease-changed', 'suspended', 'releasing'),
  ...row('provisioning', 'released', 'releasing'),
  ...row('failed', 'retried', 'provisioning'),
  ...row('failed', 'service-applied', 'active', 'suspended'),
  ...row('failed', 'lease-changed', 'provisioning', 'suspended', 'releasing'),
  ...row('failed', 'released', 'releasing'),
  ...row('active', 'lease-changed', 'suspended', 'releasing'),
  ...row('active', 'service-failed', 'failed'),
  ...row('active', 'released', 'releasing'),
  ...row('suspended', 'lease-changed', 'active', 'provisioning', 'releasing'),
  ...row('suspended', 'released', 'releasing'),
  ...row('releasing', 'service-applied', 'released'),
];

/** True when the table has the change; staying in a state is always allowed, except that nothing moves a released seat. */
export function mayMove(from: SeatState, by: SeatEventKind, to: SeatState): boolean {
  return from === to || SEAT_TRANSITIONS.some((each) => each.from === from && each.by === by && each.to === to);
}

/**
 * Checks the table itself, at boot: every state can be reached from `ordered`, every state but `released` can be left, `released` cannot, and no
 * row stands twice.
 * @throws Error that names what is wrong.
 */
export function checkSeatTransitions(table: readonly SeatTransition[] = SEAT_TRANSITIONS): void {
  const keys = table.map((each) => `${each.from} ${each.by} ${each.to}`);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new Error(`seat transition stands twice: ${twice}`);
  if (table.some((each) => each.from === 'released')) throw new Error('a released seat would move');
  const stuck = SEAT_STATES.find((state) => state !== 'released' && !table.some((each) => each.from === state && each.to !== state));
  if (stuck !== undefined) throw new Error(`a seat cannot leave ${stuck}`);
  const reached = new Set<SeatState>(['ordered']);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const each of table) if (reached.has(each.from)) reached.add(each.to);
  }
  const unreached = SEAT_STATES.find((state) => !reached.has(state));
  if (unreached !== undefined) throw new Error(`a seat never becomes ${unreached}`);
}

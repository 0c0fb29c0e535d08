import type { CivilDate, Instant } from '@seatline/kernel';
import type { Contract } from '../plan/contract';
import type { DeckRow } from '../rating/deck-row';

export interface StoryCall {
  readonly do: 'call';
  readonly id: string;
  readonly direction: 'outbound' | 'inbound';
  readonly to: string;
  readonly answeredAt: Instant | null;
  readonly milliseconds: number;
}

export type StoryAct =
  | { readonly do: 'open-lease'; readonly seats: number }
  | { readonly do: 'add-seats'; readonly seats: number }
  | { readonly do: 'remove-seats'; readonly seats: number; readonly when: 'period-end' | 'now' }
  | { readonly do: 'end-lease'; readonly on: CivilDate }
  | { readonly do: 'pay'; readonly amountMinor: bigint; readonly forOrder: boolean; readonly valueOn: CivilDate | null }
  | { readonly do: 'hold-arrears'; readonly untilOn: CivilDate; readonly reason: string }
  | StoryCall;

export type StoryEvent = StoryAct & { readonly at: Instant };

/** A lease told as a dated story. The events are in the order in which they happen. */
export interface Story {
  readonly contract: Contract;
  readonly deck: readonly DeckRow[];
  readonly events: readonly StoryEvent[];
  readonly until: Instant;
}

import type { SimulatedCaller } from '@seatline/telephony';
import type { Answer } from '@seatline/test-support';
import type { Person } from './person';
import type { Story } from './story';
import type { Conversation, Switchboard } from './switchboard';
import type { Tenant } from './tenant';

/** Who and what the chapters share. */
export interface Year {
  story: Story;
  tenant: Tenant;
  /** Two agents: Li has the morning, Wang the evening. */
  li: Person;
  wang: Person;
  board: Switchboard;
  /** The seat that both share. */
  seatId: string;
  /** The last of the three that came in March. */
  newSeatId: string;
  /** When the call began that no deck knows. */
  unpriced: string;
  /** The call whose end nobody heard. */
  unheard: Conversation;
  /** The rent that nobody pays in May. */
  unpaid: Answer['body'];
  /** A call that was answered before its tenant’s service stopped. */
  living: Conversation;
  /** A caller in the queue at that moment. */
  waiting: SimulatedCaller;
  /** August’s maintenance. */
  windowId: string;
}

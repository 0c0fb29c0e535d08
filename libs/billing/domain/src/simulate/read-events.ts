import type { Instant } from '@seatline/kernel';
import { isDialledNumber } from '../rating/dialled-number';
import {
  choiceForm, DATE_FORM, FieldReader, INSTANT_FORM, readChoice, readDate, readDecimal, readInstant, readText, readWhole, type StoryFaults, wholeForm,
} from './fields';
import type { StoryAct, StoryEvent } from './story';

/** More seats than these are a slip, not a lease. */
const MOST_SEATS = 100_000;
const WHENS = ['period-end', 'now'] as const;
const DIRECTIONS = ['outbound', 'inbound'] as const;

interface ActReader {
  readonly fields: readonly string[];
  /** Null when a field is wrong; the faults are told. */
  readonly read: (reader: FieldReader, amountDecimals: number) => StoryAct | null;
}

/** What each kind of event must and may have, beside `at` and `do`. */
const ACTS: Readonly<Record<StoryAct['do'], ActReader>> = {
  'open-lease': { fields: ['seats'], read: (reader) => seatsAct(reader, 'open-lease') },
  'add-seats': { fields: ['seats'], read: (reader) => seatsAct(reader, 'add-seats') },
  'remove-seats': {
    fields: ['seats', 'when'],
    read: (reader) => {
      const seats = readSeats(reader);
      const when = reader.required('when', choiceForm(WHENS), readChoice(WHENS));
      return seats && when ? { do: 'remove-seats', seats, when } : null;
    },
  },
  'end-lease': {
    fields: ['on'],
    read: (reader) => {
      const on = reader.required('on', DATE_FORM, readDate);
      return on ? { do: 'end-lease', on } : null;
    },
  },
  pay: {
    fields: ['amount', 'for', 'valueOn'],
    read: (reader, amountDecimals) => {
      const amountMinor = readDecimal(reader, 'amount', amountDecimals, 1n);
      const purpose = reader.optional('for', choiceForm(['order']), readChoice(['order']));
      const valueOn = reader.optional('valueOn', DATE_FORM, readDate);
      return amountMinor ? { do: 'pay', amountMinor, forOrder: purpose === 'order', valueOn } : null;
    },
  },
  'hold-arrears': {
    fields: ['untilOn', 'reason'],
    read: (reader) => {
      const untilOn = reader.required('untilOn', DATE_FORM, readDate);
      const reason = reader.required('reason', 'must be a text that says why', readText);
      return untilOn && reason ? { do: 'hold-arrears', untilOn, reason } : null;
    },
  },
  call: { fields: ['id', 'direction', 'to', 'answeredAt', 'milliseconds'], read: readCall },
};

const ACT_NAMES = Object.keys(ACTS) as StoryAct['do'][];

/**
 * Reads the events of a story and puts them in the order in which they happen: by `at`, and of one instant as written. An event after `until`, an unknown
 * `do` or an unknown field is a fault.
 */
export function readEvents(value: unknown, until: Instant | null, amountDecimals: number, faults: StoryFaults): StoryEvent[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    faults.add('events', 'must be a list');
    return [];
  }
  const events = value.flatMap((item: unknown, place): StoryEvent[] => {
    const reader = FieldReader.of(item, `events[${place}]`, faults);
    const event = reader && readEvent(reader, until, amountDecimals);
    return event ? [event] : [];
  });
  return events.sort((a, b) => a.at - b.at);
}

function readEvent(reader: FieldReader, until: Instant | null, amountDecimals: number): StoryEvent | null {
  const at = reader.required('at', INSTANT_FORM, readInstant);
  if (at !== null && until !== null && at > until) reader.fault('at', 'must not be after until');
  const name = reader.required('do', choiceForm(ACT_NAMES), readChoice(ACT_NAMES));
  if (name === null) return null;
  const { fields, read } = ACTS[name];
  reader.refuseOthers(['at', 'do', ...fields]);
  const act = read(reader, amountDecimals);
  return at !== null && act ? { ...act, at } : null;
}

function readSeats(reader: FieldReader): number | null {
  return reader.required('seats', wholeForm(1, MOST_SEATS), readWhole(1, MOST_SEATS));
}

function seatsAct(reader: FieldReader, name: 'open-lease' | 'add-seats'): StoryAct | null {
  const seats = readSeats(reader);
  return seats ? { do: name, seats } : null;
}

/** A call that nobody answered has no instant of answer: null, empty, or left out. */
function readCall(reader: FieldReader): StoryAct | null {
  const id = reader.required('id', 'must be a text', readText);
  const direction = reader.required('direction', choiceForm(DIRECTIONS), readChoice(DIRECTIONS));
  const to = reader.required('to', 'must be digits, with or without a plus', (value) => (typeof value === 'string' && isDialledNumber(value) ? value : null));
  const milliseconds = reader.required('milliseconds', 'must be a whole number from 0', readWhole(0, Number.MAX_SAFE_INTEGER));
  const answer = reader.raw('answeredAt');
  const isUnanswered = answer === undefined || answer === null || answer === '';
  const answeredAt = isUnanswered ? null : reader.required('answeredAt', `${INSTANT_FORM}, or null`, readInstant);
  if (id === null || direction === null || to === null || milliseconds === null || (answeredAt === null && !isUnanswered)) return null;
  return { do: 'call', id, direction, to, answeredAt, milliseconds };
}

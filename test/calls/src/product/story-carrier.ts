import type { Instant } from '@seatline/kernel';
import type { Carrier, CarrierHistory, CarrierSnapshot } from '@seatline/telephony-domain';
import type { StoryClock } from './story-clock';

/** A carrier whose clock is the machine's, told in the time of the story: what it says happened, happened when the story says. Everything else is its own. */
export function inStoryTime(carrier: Carrier, clock: StoryClock): Carrier {
  const at = (machineAt: Instant): Instant => clock.told(machineAt);
  const told: Pick<Carrier, 'subscribe' | 'snapshot' | 'history'> = {
    subscribe: (listener) =>
      carrier.subscribe((event) => {
        const moved = event.type === 'carrier.gap' ? { ...event, since: event.since === null ? null : at(event.since) } : event;
        listener({ ...moved, at: at(event.at) });
      }),
    snapshot: async (): Promise<CarrierSnapshot> => {
      const seen = await carrier.snapshot();
      return { ...seen, takenAt: at(seen.takenAt), legs: seen.legs.map((leg) => ({ ...leg, startedAt: at(leg.startedAt) })) };
    },
    history: async (after, limit): Promise<CarrierHistory> => {
      const page = await carrier.history(after, limit);
      return { ...page, facts: page.facts.map((fact) => ({ ...fact, at: at(fact.at) })) };
    },
  };
  return new Proxy(carrier, {
    get(target, name) {
      if (name in told) return told[name as keyof typeof told];
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}

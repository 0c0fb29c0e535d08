export type FirstStep = 'rent' | 'invite' | 'entitle' | 'number' | 'queue' | 'call';

export interface StepFacts {
  readonly seats: readonly { readonly entitled: readonly unknown[] }[];
  readonly agents: number;
  readonly numbers: readonly { readonly queueId: string | null }[];
  readonly queues: readonly { readonly memberIds: readonly string[] }[];
  readonly calls: number;
}

/** The steps from an empty account to a first call, in order, each with whether it is done. */
export function firstSteps(facts: StepFacts): { step: FirstStep; done: boolean }[] {
  return [
    { step: 'rent', done: facts.seats.length > 0 },
    { step: 'invite', done: facts.agents > 0 },
    { step: 'entitle', done: facts.seats.some((seat) => seat.entitled.length > 0) },
    { step: 'queue', done: facts.queues.some((queue) => queue.memberIds.length > 0) },
    { step: 'number', done: facts.numbers.some((number) => number.queueId !== null) },
    { step: 'call', done: facts.calls > 0 },
  ];
}

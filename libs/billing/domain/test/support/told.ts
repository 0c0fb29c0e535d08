import { expect } from '@jest/globals';
import { simulateStory } from '../../src/simulate/simulate-story';
import type { SimulationResult } from '../../src/simulate/result';

/** A story event, as it is written in JSON; `at` without an offset is Shanghai's local time. */
export type WrittenEvent = { readonly at: string; readonly do: string } & Readonly<Record<string, unknown>>;

export interface WrittenStory {
  readonly zone?: string;
  readonly currency?: string;
  readonly contract?: Readonly<Record<string, unknown>>;
  readonly deck?: readonly Readonly<Record<string, unknown>>[];
  readonly events?: readonly WrittenEvent[];
  readonly until?: string;
}

/** 12 months from 2026-01-31 in Shanghai, and a deck with 0.12 a minute to China. */
export function storyText(story: WrittenStory): string {
  return JSON.stringify({
    zone: 'Asia/Shanghai', currency: 'CNY', deck: CHINA_DECK, events: [], until: '2026-12-31T00:00:00+08:00', ...story,
    contract: { term: { startOn: '2026-01-31', months: 12 }, ...story.contract },
  });
}

export const CHINA_DECK = [{ prefix: '86', perMinute: '0.12', connect: '0', initialSeconds: 60, incrementSeconds: 60 }];

/** Tells a story that must be sound and conserve everything. */
export function tell(story: WrittenStory): SimulationResult {
  const simulation = simulateStory(storyText(story));
  if (!simulation.ok) throw new Error(simulation.faults.join('\n'));
  expect(simulation.result.conserved).toBe(true);
  return simulation.result;
}

/** Local time in Shanghai. */
export function cst(local: string): string {
  return `${local.length === 10 ? `${local}T00:00` : local}:00+08:00`;
}

export function open(local: string, seats: number): WrittenEvent {
  return { at: cst(local), do: 'open-lease', seats };
}

export function pay(local: string, amount: string, more: Readonly<Record<string, unknown>> = {}): WrittenEvent {
  return { at: cst(local), do: 'pay', amount, ...more };
}

export function call(local: string, id: string, milliseconds: number, more: Readonly<Record<string, unknown>> = {}): WrittenEvent {
  return { at: cst(local), do: 'call', id, direction: 'outbound', to: '+8613800138000', answeredAt: cst(local), milliseconds, ...more };
}

/** The timeline in short: local minute, what, and the details that matter, for reading a whole story at a glance. */
export function short(result: SimulationResult, ...whats: readonly string[]): string[] {
  return result.timeline
    .filter((entry) => whats.length === 0 || whats.includes(entry.what))
    .map(({ at, what, ...detail }) => [at.slice(0, 16).replace('T00:00', ''), what, ...Object.values(detail).map(String)].join(' '));
}

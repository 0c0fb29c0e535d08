import { expect, it } from '@jest/globals';
import { figureOf } from './figure';
import { describeMachine } from './machine';
import { OptionFault, readOptions } from './options';
import { duration, tableOf } from './report';

const spent = (seconds: number, cpuSeconds: number) => ({ seconds, cpuSeconds });

it('is read by a person: every figure in a line, what it compares, what was left out', () => {
  const figure = figureOf({ name: 'calls', work: 'through the product', against: 'through Queue()', facts: { rows: 1_234_567, note: 'x' } }, { product: [spent(0.05, 3), spent(0.04, 3)], baseline: [spent(0.01, 2), spent(0.02, 2)] });
  const text = tableOf({ at: '2026-11-21T00:00:00.000Z', scale: 0.05, machine: describeMachine(), software: { PostgreSQL: '18.4' }, figures: [figure], leftOut: ['all the rest'] });
  expect(text).toMatch(/^calls +45\.0 ms +15\.0 ms +3\.00 +2\.00 – 5\.00 +2$/m);
  expect(text).toMatch(/^ +by processor time +3\.00 s +2\.00 s +1\.50 +1\.50 – 1\.50 +2$/m);
  for (const part of ['scale 0.05', 'PostgreSQL 18.4', `Node ${process.version}`, 'product: through the product', 'baseline: through Queue()', 'rows: 1,234,567', 'Left out:\n  all the rest']) {
    expect(text).toContain(part);
  }
  expect(duration(12.345)).toBe('12.35 s');
});

it('is of what was asked for', () => {
  expect(readOptions([], {})).toEqual({ scale: 1, rounds: 3, figures: ['lookups', 'usage', 'month', 'rerating', 'arrears', 'restore', 'calls'], json: false });
  expect(readOptions(['--json', '--only', 'calls', '--only', 'usage', '--rounds', '5'], { SEATLINE_BENCH_SCALE: '0.05' })).toEqual({
    scale: 0.05, rounds: 5, figures: ['usage', 'calls'], json: true,
  });
  expect(readOptions(['--help'], {})).toBeNull();
  for (const args of [['--only', 'speed'], ['--rounds', '0'], ['--fast']]) expect(() => readOptions(args, {})).toThrow(OptionFault);
  for (const scale of ['0', '-1', 'big', '11']) expect(() => readOptions([], { SEATLINE_BENCH_SCALE: scale })).toThrow(OptionFault);
});

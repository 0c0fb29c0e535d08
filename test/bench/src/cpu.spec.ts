import { expect, it } from '@jest/globals';
import { cpuSecondsOf, parentOf } from './cpu';

const onLinux = process.platform === 'linux';

it('counts this process and a server’s, and nothing where there is no such server', () => {
  expect(parentOf(process.pid)).toBe(onLinux ? process.ppid : null);
  expect(cpuSecondsOf(2 ** 30)).toBeNull();
  const before = cpuSecondsOf(process.ppid);
  const until = process.cpuUsage().user + 100_000;
  while (process.cpuUsage().user < until) Math.sqrt(until);
  const after = cpuSecondsOf(process.ppid);
  if (onLinux) expect(after! - before!).toBeGreaterThanOrEqual(0.1);
});

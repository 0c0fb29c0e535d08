import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, sourceFiles } from './source-files';

interface Lock {
  packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; optionalDependencies?: Record<string, string> }>;
}
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;

it('names no download address in the lock file, and an integrity for every package', () => {
  const named = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/') && !lock.packages[path]?.link);
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter(([, entry]) => /^https?:/.test(entry.resolved ?? '')).map(([path]) => path)).toEqual([]);
  expect(named.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
});

it('holds every optional package of every platform, so that npm ci works on all of them', () => {
  const present = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !present.has(name)).map((name) => `${path} → ${name}`),
  );
  expect(missing).toEqual([]);
});

it('pins every dependency to one exact version', () => {
  const manifests = sourceFiles(/(^|\/)package\.json$/);
  const loose = manifests.flatMap(({ path, text }) => {
    const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)).map(([name, version]) => `${path}: ${name} ${version}`),
    );
  });
  expect(loose).toEqual([]);
});

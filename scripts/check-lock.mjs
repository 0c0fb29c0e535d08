// The lock file must install anywhere: it names no registry's host, and it holds every platform's package that any package offers
// (npm i forgives a missing one, npm ci on another platform does not).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from './content-stamp.mjs';

const lock = JSON.parse(readFileSync(join(workspace, 'package-lock.json'), 'utf8'));
const packages = Object.entries(lock.packages);
const names = new Set(packages.map(([path]) => path.split('node_modules/').pop()));

const faults = packages.flatMap(([path, entry]) => {
  const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name));
  const found = missing.map((name) => `${path || 'the project'}: its optional package ${name} is not in the lock file`);
  if (/^https?:/.test(entry.resolved ?? '')) found.push(`${path}: names the host ${new URL(entry.resolved).host}`);
  if (path.startsWith('node_modules/') && !entry.link && !entry.integrity) found.push(`${path}: has no integrity hash`);
  return found;
});

for (const fault of faults) process.stderr.write(`package-lock.json: ${fault}\n`);
if (faults.length > 0) process.exit(1);
process.stdout.write(`package-lock.json: ${packages.length} packages, no host, every platform's packages present\n`);

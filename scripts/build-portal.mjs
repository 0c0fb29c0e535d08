// Builds apps/portal into apps/portal/dist, with the client that is generated from the API's own description.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentStamp, workspace } from './content-stamp.mjs';

const portal = join(workspace, 'apps/portal');
const stampFile = join(portal, 'dist/.stamp');

const domains = ['tenancy', 'billing', 'telephony', 'acd'].map((name) => `libs/${name}/domain/src`);
const inputs = [
  'scripts/build-portal.mjs',
  'package-lock.json',
  'apps/portal',
  'apps/api/openapi.json',
  'libs/platform/kernel/src',
  ...domains,
];
const inputStamp = () => contentStamp(inputs);

export function portalIsBuilt() {
  const generated = existsSync(join(portal, 'src/generated')) || !existsSync(join(portal, 'generate-client.mjs'));
  return generated && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === inputStamp();
}

function run(program, args) {
  const { status } = spawnSync(process.execPath, [join(workspace, 'node_modules', program), ...args], { cwd: portal, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

export function buildPortal() {
  const hash = inputStamp();
  if (existsSync(join(portal, 'generate-client.mjs'))) run('../apps/portal/generate-client.mjs', []);
  run('vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  mkdirSync(join(portal, 'dist'), { recursive: true });
  writeFileSync(stampFile, hash);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildPortal();

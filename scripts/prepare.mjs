// Brings a fresh clone, or a changed one, to where it can run. Everything it says goes where the caller wants it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from './content-stamp.mjs';

/** A step that failed for a reason already told. */
export class PreparationFault extends Error {}

async function apiNeedsBuild() {
  if (!existsSync(join(workspace, 'apps/api/src'))) return false; // a deployment without sources
  const { apiIsBuilt } = await import('../apps/api/build.mjs');
  return !apiIsBuilt();
}

async function portalNeedsBuild() {
  if (!existsSync(join(workspace, 'apps/portal/index.html'))) return false;
  const { portalIsBuilt } = await import('./build-portal.mjs');
  return !portalIsBuilt();
}

function runBuild(script, stream) {
  return new Promise((resolve, reject) => {
    // A process of its own: the compilers' memory is given back before the product starts.
    const child = spawn(process.execPath, [join(workspace, script)], { cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] });
    const killChild = () => child.kill();
    process.once('exit', killChild);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', killChild);
      if (code === 0) return resolve();
      stream.write(`\n${output}\n`);
      reject(new PreparationFault(`${script} failed; its messages are above.`));
    });
  });
}

/** Says what it does and how long it took on one line, as it happens. */
export async function step(stream, title, work) {
  const begin = performance.now();
  stream.write(`${title} … `);
  await work();
  stream.write(`${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
}

export async function prepareApi(stream) {
  if (await apiNeedsBuild()) await step(stream, 'Building the API', () => runBuild('apps/api/build.mjs', stream));
}

export async function preparePortal(stream) {
  if (!existsSync(join(workspace, 'apps/portal/index.html')))
    stream.write('The portal is not part of this checkout; the API runs without it.\n');
  else if (await portalNeedsBuild()) await step(stream, 'Building the portal', () => runBuild('scripts/build-portal.mjs', stream));
}

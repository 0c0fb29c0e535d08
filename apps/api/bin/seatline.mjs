#!/usr/bin/env node
// Committed, so that `npx seatline` works straight after `npm ci`. Builds the command when it is missing or stale, saying so on a terminal's
// standard error only: standard output belongs to the command, and a script that reads standard error finds there what the command says.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const api = fileURLToPath(new URL('..', import.meta.url));
const workspace = join(api, '../..');
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) runWithOwnNode();
else await run();

/** The caller's Node is too old; the one that `npm ci` brought is beside the packages. */
function runWithOwnNode() {
  const child = spawn(join(workspace, 'node_modules/.bin/node'), [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', () => {
    process.stderr.write(
      `Seatline needs Node 22.18 or newer, this is ${process.version}, and npm ci did not bring one for this machine.\n`,
    );
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
}

async function run() {
  const { prepareApi, PreparationFault } = await import('../../../scripts/prepare.mjs');
  let untold = '';
  const said = process.stderr.isTTY ? process.stderr : { write: (text) => (untold += text) };
  try {
    await prepareApi(said);
  } catch (cause) {
    if (!(cause instanceof PreparationFault)) throw cause;
    process.stderr.write(`${untold}${cause.message}\n`);
    process.exit(1);
  }
  module.enableCompileCache?.(join(workspace, 'node_modules/.cache/compiled'));
  await import(pathToFileURL(join(api, 'dist/cli.js')).href);
}

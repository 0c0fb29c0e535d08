import './require-node.mjs';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { workspace } from './content-stamp.mjs';
import { PreparationFault, prepareApi, preparePortal } from './prepare.mjs';

const usage = `npm start [-- options]

  --port <number>  the port of the API and the portal (default 3000; SEATLINE_PORT)
  --voice          real calls: unpacks and starts an Asterisk of its own (Debian, Ubuntu)
  --help           this text

Everything else is set in the environment; README.md lists it.
`;

function giveUp(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readOptions() {
  try {
    const options = { port: { type: 'string' }, voice: { type: 'boolean' }, help: { type: 'boolean' } };
    return parseArgs({ options }).values;
  } catch (cause) {
    return giveUp(`${cause.message.split('\n')[0]} See npm start -- --help.`);
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
if (options.port !== undefined) process.env.SEATLINE_PORT = options.port;
if (options.voice) process.env.SEATLINE_VOICE = 'unpack';
if (!existsSync(join(workspace, 'node_modules/rolldown'))) giveUp('The packages are not installed: run npm ci first.');

const exitDuringPreparation = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, exitDuringPreparation);
try {
  await prepareApi(process.stdout);
  await preparePortal(process.stdout);
} catch (cause) {
  if (!(cause instanceof PreparationFault)) throw cause;
  giveUp(cause.message);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, exitDuringPreparation);

// In this process, not in a child: one process fewer to signal, to watch and to leave behind.
module.enableCompileCache?.(join(workspace, 'node_modules/.cache/compiled'));
await import(pathToFileURL(join(workspace, 'apps/api/dist/main.js')).href);

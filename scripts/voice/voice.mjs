// An Asterisk of one's own without the rest of the product: unpacks it at the first call, runs it until Ctrl-C, and prints what a control plane needs to use it.
//   node scripts/voice/voice.mjs [--unpack-only] [folder]
import '../require-node.mjs';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'unpack-only': { type: 'boolean' } } });
const dir = positionals[0] ?? process.env.SEATLINE_VOICE_DIR ?? join(workspace, '.data/voice');

process.env.SWC_NODE_PROJECT ??= join(workspace, 'tsconfig.base.json');
register('@swc-node/register/esm', import.meta.url);
const source = (name) => pathToFileURL(join(workspace, 'libs/telephony/module/src/carriers/asterisk/node', name)).href;
const { ensureAsterisk } = await import(source('ensure-asterisk.ts'));
const { startAsterisk } = await import(source('start-asterisk.ts'));

const say = (line) => process.stdout.write(`${line}\n`);
function giveUp(error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const tools = await ensureAsterisk(dir, say).catch(giveUp);
if (values['unpack-only']) {
  say(`${tools.asterisk}\n${tools.sipp}`);
  process.exit(0);
}
const node = await startAsterisk({ tools, dir: join(dir, 'node'), log: say }).catch(giveUp);
say(`ASTERISK_ARI_URL=${node.ariUrl}`);
say(`the ARI user is ${node.user}; its password is in ${join(dir, 'node/etc/ari.conf')}`);
say(`telephones register at sip:${node.sipAddress.host}:${node.sipAddress.port}`);
const keepAlive = setInterval(() => undefined, 60_000);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    clearInterval(keepAlive);
    void node.stop().then(() => process.exit(0));
  });
}

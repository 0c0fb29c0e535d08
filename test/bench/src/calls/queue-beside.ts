import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AsteriskNode } from '@seatline/telephony';

/** The queue of Asterisk's own. */
const QUEUE = 'bench';

/**
 * Puts Asterisk's own call queue beside the product's dialplan, in this one Asterisk: a call to the number goes to `Queue()` and from there to the same
 * telephone. Everything else of the node stays as the product has configured it.
 */
export async function addQueueBeside(node: AsteriskNode, folder: string, of: { readonly number: string; readonly phone: string }): Promise<void> {
  const queues = ['[general]', 'persistentmembers = no', `[${QUEUE}]`, 'strategy = rrmemory', 'timeout = 15', 'retry = 1', 'wrapuptime = 0', 'ringinuse = no', `member => PJSIP/${of.phone}`, ''];
  await writeFile(join(folder, 'etc/queues.conf'), queues.join('\n'));
  await appendFile(join(folder, 'etc/extensions.conf'), `\n[trunk](+)\nexten => ${of.number},1,Queue(${QUEUE})\n same => n,Hangup()\n`);
  await ask(node, 'POST', 'app_queue.so');
  await ask(node, 'PUT', 'pbx_config.so');
}

/** Loads a module (POST) or has it read its configuration again (PUT). */
async function ask(node: AsteriskNode, method: 'POST' | 'PUT', module: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${node.user}:${node.password}`).toString('base64')}`;
  const answer = await fetch(`${node.ariUrl}/asterisk/modules/${module}`, { method, headers: { authorization } });
  if (!answer.ok) throw new Error(`Asterisk did not take ${module}: ${answer.status} ${await answer.text()}`);
}

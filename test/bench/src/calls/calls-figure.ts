import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { AsteriskCarrier, type AsteriskNode, freeUdpPort, startAsterisk, type VoiceTools } from '@seatline/telephony';
import { SIP_REALM } from '@seatline/telephony-domain';
import { toBeEnded } from '../cleanup';
import type { BenchCluster } from '../cluster';
import { type Figure, figureOf, median, quantile, type Rounds, type Spent } from '../figure';
import { Product } from '../product';
import { Office } from './office';
import { addQueueBeside } from './queue-beside';
import { Telephones } from './telephones-process';

const HOST = '127.0.0.1';
const CALLER = '+8613800138000';
const PRODUCT_NUMBER = '+862150001111';
const QUEUE_NUMBER = '+862150002222';

/** Calls of each side that are made first and not counted. */
const WARM_UP = 3;
const CALLS_A_ROUND = 5;
/** Both sides have done with the last call when the next begins. */
const PAUSE_MS = 250;

export function callsSize(scale: number): number {
  return Math.max(CALLS_A_ROUND, Math.round(30 * scale));
}

/** From a caller's INVITE to the ringing of the agent's phone, through the product and through `Queue()`, on one Asterisk with the same two telephones. */
export async function measureCalls(cluster: BenchCluster, tools: VoiceTools, calls: number, told: (line: string) => void): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'seatline-bench-asterisk-'));
  const node = await startAsterisk({ tools, dir: folder, log: told });
  const end = toBeEnded(async () => {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  });
  try {
    const setups = await takeTurns(cluster, node, folder, calls);
    return figureOf(
      {
        name: `a call's set-up, ${calls} calls`,
        work: 'INVITE at Asterisk, the call to the control plane, stored and matched with an agent in PostgreSQL, the agent’s phone rung',
        against: 'Queue() of the same Asterisk with the same caller, trunk and phone; nothing is stored',
        facts: facts(setups),
      },
      inBlocks(setups),
    );
  } finally {
    await end();
  }
}

interface Setups {
  readonly product: readonly number[];
  readonly queue: readonly number[];
}

async function takeTurns(cluster: BenchCluster, node: AsteriskNode, folder: string, calls: number): Promise<Setups> {
  const database = await cluster.create('bench_calls');
  const carrier = new AsteriskCarrier(node, SYSTEM_CLOCK, () => undefined);
  const server = `${node.sipAddress.host}:${node.sipAddress.port}`;
  const product = await Product.open(database, SYSTEM_CLOCK, carrier, { asterisk: { domain: SIP_REALM, server } });
  const telephones = await Telephones.start();
  try {
    await product.work();
    const callerPort = await freeUdpPort(HOST);
    const office = await Office.open(product, PRODUCT_NUMBER, `${HOST}:${callerPort}`);
    await addQueueBeside(node, folder, { number: QUEUE_NUMBER, phone: office.phone.username });
    await telephones.register(node.sipAddress, office.phone, callerPort);
    const setups = { product: [] as number[], queue: [] as number[] };
    for (let count = 0; count < WARM_UP + calls; count += 1) {
      for (const [side, number] of [['product', PRODUCT_NUMBER], ['queue', QUEUE_NUMBER]] as const) {
        await office.ready();
        await sleep(PAUSE_MS);
        const seconds = await telephones.call(CALLER, number);
        if (count >= WARM_UP) setups[side].push(seconds);
      }
    }
    return setups;
  } finally {
    telephones.stop();
    await product.close();
    await cluster.drop(database);
  }
}

function inBlocks({ product, queue }: Setups): Rounds {
  const blocks = Math.max(1, Math.floor(product.length / CALLS_A_ROUND));
  const medians = (seconds: readonly number[]): Spent[] =>
    Array.from({ length: blocks }, (_, block) => {
      const ofBlock = seconds.slice(block * CALLS_A_ROUND, block === blocks - 1 ? undefined : (block + 1) * CALLS_A_ROUND);
      return { seconds: median(ofBlock), cpuSeconds: null };
    });
  return { product: medians(product), baseline: medians(queue) };
}

function facts({ product, queue }: Setups): Record<string, string> {
  const shown = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`;
  const of = (values: readonly number[]): string => `median ${shown(median(values))}, p95 ${shown(quantile(values, 0.95))}, slowest ${shown(Math.max(...values))}`;
  return {
    'product, all calls': of(product),
    'Queue(), all calls': of(queue),
    'ratio of the p95': (quantile(product, 0.95) / quantile(queue, 0.95)).toFixed(2),
    'a round': `${CALLS_A_ROUND} calls, its median`,
  };
}

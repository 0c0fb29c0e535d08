import 'reflect-metadata';
import { StartupFault } from '@seatline/server';
import { readSettings } from './settings';
import { startProduct } from './start-product';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(error: unknown): never {
  const line = error instanceof StartupFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const product = await startProduct(readSettings(process.env), say, fail);
  say(`Seatline is ready: ${product.url}`);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      say('Stopping …');
      product.stop().then(() => process.exit(0), fail);
    });
  }
}

main().catch(fail);

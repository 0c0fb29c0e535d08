// TypeScript is loaded as it stands: run.mjs <module> [arguments]. The bench's own process and the telephones' are begun by it.
import { register } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
process.env.SWC_NODE_PROJECT = join(here, '../../../tsconfig.base.json');
process.env.SEATLINE_LOG_LEVEL ??= 'warn';
register('@swc-node/register/esm', import.meta.url);
await import(pathToFileURL(resolve(here, process.argv[2])).href);

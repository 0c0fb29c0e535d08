// Makes src/generated from the API's description (apps/api/openapi.json). Quiet unless something is wrong.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createClient } from '@hey-api/openapi-ts';
import config from './openapi-ts.config.ts';

const DESCRIPTION = '../api/openapi.json';

process.chdir(import.meta.dirname);
if (!existsSync(DESCRIPTION)) {
  console.error(`The API's description is missing: ${path.resolve(DESCRIPTION)}. It is written by: npx seatline openapi > apps/api/openapi.json`);
  process.exit(1);
}
await createClient(await config);

// Makes src/generated from the API's description (apps/api/openapi.json). Quick, and quiet unless something is wrong.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createClient } from '@hey-api/openapi-ts';

const here = import.meta.dirname;
const input = path.join(here, '../api/openapi.json');

if (!existsSync(input)) {
  console.error(`The API's description is missing: ${input}. Write it with: npx nx run api:openapi`);
  process.exit(1);
}

await createClient({
  input,
  output: { path: path.join(here, 'src/generated'), clean: true },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'warn' },
});

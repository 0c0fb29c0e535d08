import { defineConfig } from '@hey-api/openapi-ts';

/** The typed client of the API, made from its own description; `generate-client.mjs` runs this. */
export default defineConfig({
  input: '../api/openapi.json',
  output: { path: 'src/generated', clean: true },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', { name: '@hey-api/sdk', validator: false }],
});

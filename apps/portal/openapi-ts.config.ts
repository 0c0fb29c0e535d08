import { defineConfig } from '@hey-api/openapi-ts';

/** The typed client of the API, made from its own description; `generate-client.mjs` runs this. A call gives the answer itself, or throws. */
export default defineConfig({
  input: '../api/openapi.json',
  output: { path: 'src/generated', clean: true },
  plugins: [
    { name: '@hey-api/client-fetch', throwOnError: true, runtimeConfigPath: './src/session/client-config' },
    '@hey-api/typescript',
    { name: '@hey-api/sdk', responseStyle: 'data' },
  ],
  logs: { level: 'silent' },
});

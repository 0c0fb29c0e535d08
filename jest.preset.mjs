import { fileURLToPath } from 'node:url';

const script = (name) => fileURLToPath(new URL(`scripts/${name}`, import.meta.url));

// One Jest configuration for every project: ESM (NestJS 12 ships nothing else), TypeScript through SWC with decorator metadata.
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Copies of a project with planted faults, while `npm run mutate` runs.
  modulePathIgnorePatterns: ['/.stryker-tmp/'],
  setupFilesAfterEnv: [script('jest-seed.mjs')],
  reporters: ['default', script('jest-totals.mjs')],
  // Long, since a busy machine is no fault: what never comes fails by the 40 seconds of `until`, which says what it waited for.
  testTimeout: 120_000,
};

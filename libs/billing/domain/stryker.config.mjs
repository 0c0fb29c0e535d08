import preset from '../../../jest.preset.mjs';

// Mutation testing of what money and service hang on. `npm run mutate` runs it and prints the score; docs/mutation.md explains what survives.
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    config: {
      ...preset,
      reporters: [],
      modulePathIgnorePatterns: [],
      // The rules' own tests, the stories of `simulate` and the published cases. What compares whole random leases is far too slow to be run once a mutant.
      testMatch: ['<rootDir>/src/{arrears,rating,proration}/*.spec.ts', '<rootDir>/src/simulate/{arrears,telephone,opening,removals}.spec.ts', '<rootDir>/test/billing-cases.spec.ts'],
    },
  },
  coverageAnalysis: 'perTest',
  mutate: ['src/proration/*.ts', 'src/rating/*.ts', 'src/arrears/*.ts', '!src/**/*.spec.ts', '!src/arrears/*-text.ts', '!src/rating/parse-deck-row.ts'],
  ignoreStatic: true,
  concurrency: 1,
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, logTests: false },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
};

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
      // These compare whole random stories: far too slow to be run once a mutant, and what they would kill they kill in `npm test`.
      testPathIgnorePatterns: [...preset.testPathIgnorePatterns, 'naive-model', 'conservation'],
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

import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

const only = (sourceTag, onlyDependOnLibsWithTags, more = {}) => ({ sourceTag, onlyDependOnLibsWithTags, ...more });

/** Who may import whom (docs: architecture). Tests live inside their project and may also use test libraries, so they have no ban on packages. */
const constraints = ({ tests }) => [
  only('type:kernel', ['type:kernel'], tests ? {} : { allowedExternalImports: ['temporal-polyfill'] }),
  only('type:domain', ['type:kernel'], tests ? {} : { bannedExternalImports: ['*'] }),
  only('type:platform', ['type:kernel', 'type:platform']),
  only('type:module', ['type:kernel', 'type:platform', 'type:domain']),
  only('type:app', ['type:kernel', 'type:platform', 'type:domain', 'type:module', 'type:app']),
  only('type:portal', tests ? ['type:kernel', 'type:domain', 'type:portal'] : ['type:kernel', 'type:domain']),
  only('type:test', ['type:kernel', 'type:platform', 'type:domain', 'type:module', 'type:app', 'type:test']),
];

const boundaries = (options) => [
  'error',
  { allow: options.tests ? ['@seatline/api'] : [], allowCircularSelfDependency: false, enforceBuildableLibDependency: false, checkDynamicDependenciesExceptions: [], depConstraints: constraints(options) },
];

const TESTS = ['**/*.spec.ts', '**/test/**/*.ts'];

const clockless = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock port: stories and tests set the time.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Clock port: stories and tests set the time.' },
];

const pure = [
  ...clockless,
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'A domain takes chance as an argument.' },
  { selector: "Identifier[name='process']", message: 'A domain knows no process.' },
  { selector: "MemberExpression[object.name='crypto']", message: 'A domain takes ids as arguments.' },
];

export default [
  { ignores: ['**/dist/**', '**/.stryker-tmp/**', '**/node_modules/**', '**/generated/**', '**/.data/**', '**/.nx/**', '**/fixtures/planted/**'] },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ tests: false }),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.config.ts', '**/vite.config.ts', '**/openapi-ts.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['apps/api/src/**/*.ts', 'libs/*/module/src/**/*.ts', 'libs/platform/server/src/**/*.ts'], ignores: TESTS, rules: { 'no-restricted-syntax': ['error', ...clockless] } },
  {
    files: ['libs/*/domain/src/**/*.ts', 'libs/platform/kernel/src/**/*.ts'],
    ignores: [...TESTS, 'libs/platform/kernel/src/clock.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*'], message: 'A domain is pure: no files, no network, no machine.' }] }],
      'no-restricted-syntax': ['error', ...pure],
    },
  },
  { files: TESTS, rules: { '@nx/enforce-module-boundaries': boundaries({ tests: true }) } },
];

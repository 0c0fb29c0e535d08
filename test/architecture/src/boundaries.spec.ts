import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { join } from 'node:path';
import { ROOT } from './source-files';

const eslint = new ESLint({ cwd: ROOT });

async function faults(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const BOUNDARY = '@nx/enforce-module-boundaries';

const PLANTED: readonly [why: string, path: string, text: string, rule: string][] = [
  ['a domain imports another domain', 'libs/billing/domain/src/planted.ts', "import * as other from '@seatline/tenancy-domain';\nexport const seen = other;\n", BOUNDARY],
  ['a domain imports the server', 'libs/billing/domain/src/planted.ts', "import * as other from '@seatline/server';\nexport const seen = other;\n", BOUNDARY],
  ['a domain imports a package', 'libs/billing/domain/src/planted.ts', "import * as other from 'pg';\nexport const seen = other;\n", BOUNDARY],
  ['a domain imports its own module', 'libs/billing/domain/src/planted.ts', "import * as other from '@seatline/billing';\nexport const seen = other;\n", BOUNDARY],
  ['a module imports another module', 'libs/billing/module/src/planted.ts', "import * as other from '@seatline/tenancy';\nexport const seen = other;\n", BOUNDARY],
  ['a module imports the application', 'libs/billing/module/src/planted.ts', "import * as other from '@seatline/api';\nexport const seen = other;\n", BOUNDARY],
  ['the platform imports a domain', 'libs/platform/server/src/planted.ts', "import * as other from '@seatline/billing-domain';\nexport const seen = other;\n", BOUNDARY],
  ['the kernel imports a package', 'libs/platform/kernel/src/planted.ts', "import * as other from 'pg';\nexport const seen = other;\n", BOUNDARY],
  ['the portal imports a module', 'apps/portal/src/planted.ts', "import * as other from '@seatline/billing';\nexport const seen = other;\n", BOUNDARY],
  ['the portal imports the server', 'apps/portal/src/planted.ts', "import * as other from '@seatline/server';\nexport const seen = other;\n", BOUNDARY],
  ['a project reaches into another by a relative path', 'libs/billing/module/src/planted.ts', "import * as other from '../../domain/src/index';\nexport const seen = other;\n", BOUNDARY],
  ['a domain reads files', 'libs/billing/domain/src/planted.ts', "import * as fs from 'node:fs';\nexport const seen = fs;\n", 'no-restricted-imports'],
  ['a domain reads the clock', 'libs/billing/domain/src/planted.ts', 'export const seen = Date.now();\n', 'no-restricted-syntax'],
  ['a domain throws dice', 'libs/billing/domain/src/planted.ts', 'export const seen = Math.random();\n', 'no-restricted-syntax'],
  ['a domain makes ids', 'libs/billing/domain/src/planted.ts', 'export const seen = crypto.randomUUID();\n', 'no-restricted-syntax'],
  ['a module reads the clock', 'libs/billing/module/src/planted.ts', 'export const seen = new Date();\n', 'no-restricted-syntax'],
  ['any', 'libs/billing/domain/src/planted.ts', 'export const seen = (value: any) => value;\n', '@typescript-eslint/no-explicit-any'],
  ['a default export', 'libs/billing/domain/src/planted.ts', 'export default 1;\n', 'no-restricted-exports'],
];

describe('a planted violation is caught', () => {
  it.each(PLANTED)('%s', async (_why, path, text, rule) => {
    expect(await faults(path, text)).toContain(rule);
  });
});

describe('what is allowed passes', () => {
  it.each([
    ['a domain imports the kernel', 'libs/billing/domain/src/planted.ts', "import * as other from '@seatline/kernel';\nexport const seen = other;\n"],
    ['a module imports another domain', 'libs/billing/module/src/planted.ts', "import * as other from '@seatline/tenancy-domain';\nexport const seen = other;\n"],
    ['the application imports a module', 'apps/api/src/planted.ts', "import * as other from '@seatline/billing';\nexport const seen = other;\n"],
  ])('%s', async (_why, path, text) => {
    expect(await faults(path, text)).toEqual([]);
  });
});

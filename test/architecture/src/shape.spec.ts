import { describe, expect, it } from '@jest/globals';
import { SHAPE_RULES } from './shape-rules';
import { sourceFiles, type SourceFile } from './source-files';

/** One file for each rule that breaks it and nothing else; the words are put together so that this file keeps the rules itself. */
const PLANTED: Readonly<Record<string, SourceFile>> = {
  fileNamesSpeak: { path: 'libs/billing/domain/src/invoice/money-helper.ts', text: '' },
  filesStayShort: { path: 'libs/billing/domain/src/invoice/long.ts', text: 'const a = 1;\n'.repeat(301) },
  constructorsStaySmall: {
    path: 'libs/billing/module/src/use-cases/greedy.ts',
    text: `class G { constructor(${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `private readonly ${name}: A`).join(', ')}) {} }`,
  },
  moduleInsidesKeepTheirOrder: {
    path: 'libs/billing/module/src/http/invoices.controller.ts',
    text: "import { Invoices } from '../persistence/invoices';",
  },
  nothingIsSwallowed: { path: 'libs/billing/module/src/use-cases/quiet.ts', text: 'try { work(); } catch (error) ' + '{}' },
  nothingIsLeftOpen: { path: 'libs/billing/module/src/use-cases/open.ts', text: '// TO' + 'DO: later' },
  barrelsOnlyAtTheDoor: { path: 'libs/billing/module/src/use-cases/index.ts', text: "export * from './pay';" },
};

const files = sourceFiles(/^(apps|libs|test)\/.*\.tsx?$/).filter((file) => !file.path.startsWith('test/architecture/'));

describe.each(Object.entries(SHAPE_RULES))('%s', (name, rule) => {
  it('catches a planted violation', () => {
    const planted = PLANTED[name];
    expect(planted && rule(planted)).toHaveLength(1);
  });

  it('holds in the whole tree', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(rule)).toEqual([]);
  });
});

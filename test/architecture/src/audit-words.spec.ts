import { expect, it } from '@jest/globals';
import { sourceFiles } from './source-files';

/** What is written down in the audit log as `thing.what-was-done`: named beside `action`, or handed to a desk's own way to write it. */
function auditedActions(text: string): string[] {
  const beside = [...text.matchAll(/\baction\b[^\n']*'([a-z-]+\.[a-z-]+)'(?:[^\n']*'([a-z-]+\.[a-z-]+)')?/g)].flatMap(([, one, other]) => [one, other]);
  const handed = [...text.matchAll(/\b(?:record|told|run)\((?:tx, )?(?:actor|principal), '([a-z-]+\.[a-z-]+)'/g)].map(([, one]) => one);
  return [...beside, ...handed].filter((each) => each !== undefined);
}

const sources = sourceFiles(/^(libs\/\w+\/module|apps\/api)\/src\/.*(?<!\.spec)\.ts$/);
const words = sourceFiles(/^apps\/portal\/src\/locales\/(en|zh-cn)\/audit\.ts$/);

it('finds what is audited', () => {
const planted = "record(tx, actor, { action: 'lease.opened' });\nconst action = undo ? 'a.one' : 'a.two';\nthis.record(tx, actor, 'tax-rate.set', id)";
  expect(auditedActions(planted)).toEqual(['lease.opened', 'a.one', 'a.two', 'tax-rate.set']);
  expect(sources.flatMap(({ text }) => auditedActions(text)).length).toBeGreaterThan(60);
});

it('every audited action has words in both languages', () => {
  const actions = [...new Set(sources.flatMap(({ text }) => auditedActions(text)))].sort();
  expect(words).toHaveLength(2);
  for (const { path, text } of words) {
    const silent = actions.filter((action) => !text.includes(`'${action.replace('.', '-')}': `));
    expect({ path, silent }).toEqual({ path, silent: [] });
  }
});

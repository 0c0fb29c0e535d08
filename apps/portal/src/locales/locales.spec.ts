import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { en } from './en';
import { zhCn } from './zh-cn';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') found.set(name, value);
    else for (const [inner, text] of flat(value, name)) found.set(inner, text);
  }
  return found;
}

const english = flat(en);
const chinese = flat(zhCn);
const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.spec\./.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}locales${path.sep}`) && !file.includes(`${path.sep}generated${path.sep}`));
}

describe('the two languages', () => {
  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave no text empty and none untranslated', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
    const same = [...english].filter(([key, text]) => chinese.get(key) === text && /[a-z]{4}/i.test(text.replace(/\{\{.*?\}\}/g, ''))).map(([key]) => key);
    expect(same).toEqual([]);
  });

  it('take the same facts', () => {
    const different = [...english].filter(([key, text]) => holes(chinese.get(key) ?? '').join() !== holes(text).join()).map(([key]) => key);
    expect(different).toEqual([]);
  });

  it('hold every key that a screen names', () => {
    const named = sources(path.join(import.meta.dirname, '..')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((match) => match[1] ?? ''));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !english.has(key))).toEqual([]);
  });

  it('hold no key that no screen names', () => {
    const all = sources(path.join(import.meta.dirname, '..')).map((file) => readFileSync(file, 'utf8')).join('\n');
    const dynamic = [...all.matchAll(/\bt\(`([\w.-]*)\.\$\{/g), ...all.matchAll(/useCodeText\('([\w.-]+)'/g)].map((match) => `${match[1] ?? ''}.`);
    const unused = [...english.keys()].filter((key) => !all.includes(`'${key}'`) && !dynamic.some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });
});

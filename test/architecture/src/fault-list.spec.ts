import { expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './source-files';

/** The fault scenarios of billing (nothing lost, nothing twice) are numbered from 1 to this; a test says which it shows by `fault 7: …` in its title. */
const FAULTS = 27;

/** Numbers that titles of tests speak of, with the files in which they do. */
function shownFaults(files: readonly SourceFile[]): Map<number, Set<string>> {
  const shown = new Map<number, Set<string>>();
  for (const { path, text } of files) {
    for (const [, number] of text.matchAll(/^\s*(?:it|describe)(?:\.each\(.*\))?\(\s*['"`]fault (\d+)\b/gm)) {
      shown.set(Number(number), (shown.get(Number(number)) ?? new Set()).add(path));
    }
  }
  return shown;
}

function unshown(files: readonly SourceFile[]): number[] {
  const shown = shownFaults(files);
  return Array.from({ length: FAULTS }, (_, place) => place + 1).filter((number) => !shown.has(number));
}

const specs = sourceFiles(/^(libs|test|apps)\/.*\.spec\.ts$/);

it('catches a fault that no test shows, and one that is not on the list', () => {
  const without = specs.map(({ path, text }) => ({ path, text: text.replaceAll('fault 13:', 'fault thirteen:') }));
  expect(unshown(without)).toEqual([13]);
  expect([...shownFaults([{ path: 'planted', text: "  it('fault 28: planted', () => {" }]).keys()]).toEqual([28]);
});

it('every fault of the list is shown by a test that names it, and no other number is', () => {
  expect(unshown(specs)).toEqual([]);
  expect([...shownFaults(specs).keys()].filter((number) => number < 1 || number > FAULTS)).toEqual([]);
});

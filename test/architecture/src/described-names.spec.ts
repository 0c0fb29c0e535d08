import { expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './source-files';

/** Names of classes that the API's description would silently merge into one: it knows classes by their names alone. */
function sharedNames(files: readonly SourceFile[]): string[] {
  const places = new Map<string, string[]>();
  for (const { path, text } of files.filter((file) => file.text.includes('@ApiProperty'))) {
    for (const [, name = ''] of text.matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

const files = sourceFiles(/^(apps\/api|libs\/[a-z]+\/module)\/src\/.*\.ts$/);

it('catches a planted pair of classes of one name', () => {
  const planted = ['a', 'b'].map((place) => ({ path: `libs/billing/module/src/http/${place}.view.ts`, text: 'export class PlantedView {\n  @ApiProperty() id!: string;\n}\n' }));
  expect(sharedNames([...files, ...planted])).toEqual(['PlantedView: libs/billing/module/src/http/a.view.ts, libs/billing/module/src/http/b.view.ts']);
});

it('no two described classes share a name', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(sharedNames(files)).toEqual([]);
});

// Bundles the product with the tests' own beginning and prints where it is: one file starts in a third of the time of a thousand modules, and tests start it often.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from '../../../../apps/api/build.mjs';
import { contentStamp, workspace } from '../../../../scripts/content-stamp.mjs';

const source = 'test/calls/src/product';
const dist = join(workspace, 'test/calls/dist');
const stamp = contentStamp(['apps/api/build.mjs', 'package-lock.json', 'apps/api/src', 'libs', source]).slice(0, 16);
const folder = join(dist, stamp);

if (!existsSync(folder)) {
  const unfinished = join(dist, `${stamp}.${process.pid}`);
  for (const file of await bundle({ 'product-process': join(workspace, source, 'product-process.ts') })) {
    const path = join(unfinished, file.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.type === 'chunk' ? file.code : file.source);
  }
  for (const old of readdirSync(dist)) if (/^[0-9a-f]{16}$/.test(old)) rmSync(join(dist, old), { recursive: true, force: true });
  if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, folder);
}
process.stdout.write(join(folder, 'product-process.js'));

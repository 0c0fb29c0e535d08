import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const workspace = join(import.meta.dirname, '..');

const passedOver = new Set(['node_modules', 'dist', 'generated', 'test', 'testing', 'coverage']);

function* filesBelow(path) {
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = join(path, entry.name);
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) yield* filesBelow(full);
    } else if (entry.isFile() && !entry.name.includes('.spec.')) yield full;
  }
}

/**
 * One hash of names and contents of everything below the given files and folders, tests and built things left out. Contents, not times:
 * a fresh clone, a checkout and a copy all have new times.
 */
export function contentStamp(paths) {
  const hash = createHash('sha256');
  for (const path of paths.map((each) => join(workspace, each)).filter(existsSync)) {
    const files = readdirOrFile(path);
    for (const file of files)
      hash
        .update(`${relative(workspace, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  }
  return hash.digest('hex');
}

function readdirOrFile(path) {
  try {
    return [...filesBelow(path)];
  } catch (cause) {
    if (cause.code === 'ENOTDIR') return [path];
    throw cause;
  }
}

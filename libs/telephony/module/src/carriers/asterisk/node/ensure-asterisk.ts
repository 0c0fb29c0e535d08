import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { VoiceUnavailable, unpackDebianPackages } from './debian-packages';

const run = promisify(execFile);

/** Changes when what is unpacked must be unpacked anew. */
const LAYOUT = 1;

/** A real Asterisk 22 and sipp, ready to be started. */
export interface VoiceTools {
  readonly asterisk: string;
  readonly sipp: string;
  /** As Asterisk says it, such as `22.10.1`. */
  readonly version: string;
  readonly moduleDir: string;
  readonly dataDir: string;
}

/** The architecture's folder of libraries, such as `usr/lib/x86_64-linux-gnu`. */
async function libraryFolder(root: string): Promise<string> {
  const folders = await readdir(join(root, 'usr/lib'));
  const found = folders.find((name) => name.endsWith('-linux-gnu') && existsSync(join(root, 'usr/lib', name, 'asterisk/modules')));
  if (!found) throw new VoiceUnavailable('voice: Debian’s asterisk package came without its modules');
  return join('usr/lib', found);
}

/** Programs of another Debian release run with the C library they were made for, so each is started through that library's own loader. */
async function writeLauncher(tree: string, libraries: string, program: string): Promise<void> {
  const loader = (await readdir(join(tree, 'root', libraries))).find((name) => /^ld-linux.*\.so\.\d+$/.test(name));
  if (!loader) throw new VoiceUnavailable('voice: Debian’s C library came without its loader');
  const path = join(tree, basename(program));
  const script = [
    '#!/bin/sh',
    'tree=$(cd "$(dirname "$0")" && pwd)',
    `lib="$tree/root/${libraries}"`,
    `exec "$lib/${loader}" --argv0 ${basename(program)} --library-path "$lib" "$tree/root/${program}" "$@"`,
  ];
  await writeFile(path, `${script.join('\n')}\n`);
  await chmod(path, 0o755);
}

async function unpack(tree: string, log: (line: string) => void): Promise<void> {
  const root = join(tree, 'root');
  await unpackDebianPackages(root, join(tree, 'apt'), log);
  await rm(join(tree, 'apt'), { recursive: true, force: true });
  const libraries = await libraryFolder(root);
  for (const program of ['usr/sbin/asterisk', 'usr/bin/sipp']) await writeLauncher(tree, libraries, program);
  // The package makes this link by its installation script, which is not run here.
  const sounds = join(root, 'usr/share/asterisk/sounds');
  const english = (await readdir(sounds)).find((name) => name.startsWith('en_'));
  if (english && !existsSync(join(sounds, 'en'))) await symlink(english, join(sounds, 'en'));
  const { stdout } = await run(join(tree, 'asterisk'), ['-V']).catch((error: Error) => {
    throw new VoiceUnavailable(`voice: the unpacked Asterisk does not run (${error.message.split('\n').at(-1)})`);
  });
  const version = /^Asterisk (22\.[0-9.]+)/.exec(stdout)?.[1];
  if (!version) throw new VoiceUnavailable(`voice: Debian sid now has ${stdout.trim().slice(0, 40)}; this product is made for Asterisk 22`);
  await writeFile(join(tree, 'voice.json'), JSON.stringify({ layout: LAYOUT, version, libraries }));
}

async function unpacked(tree: string): Promise<VoiceTools | null> {
  const text = await readFile(join(tree, 'voice.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const facts = JSON.parse(text) as { layout: number; version: string; libraries: string };
  if (facts.layout !== LAYOUT) return null;
  return {
    asterisk: join(tree, 'asterisk'),
    sipp: join(tree, 'sipp'),
    version: facts.version,
    moduleDir: join(tree, 'root', facts.libraries, 'asterisk/modules'),
    dataDir: join(tree, 'root/usr/share/asterisk'),
  };
}

/**
 * Asterisk 22 and sipp in `dir`, unpacked from Debian at the first call and found there at every later one. The tree appears whole or not at all, so an
 * interrupted unpacking leaves nothing to be mistaken for it, and two processes may do this at once. Throws VoiceUnavailable.
 */
export async function ensureAsterisk(dir: string, log: (line: string) => void): Promise<VoiceTools> {
  const tree = join(dir, 'asterisk-22');
  const present = await unpacked(tree);
  if (present) return present;
  await mkdir(dir, { recursive: true });
  const fresh = `${tree}.new-${process.pid}`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await unpack(fresh, log);
    await putInPlace(fresh, tree);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const tools = await unpacked(tree);
  if (!tools) throw new VoiceUnavailable(`voice: ${tree} could not be made`);
  log(`voice: Asterisk ${tools.version} is ready`);
  return tools;
}

async function putInPlace(fresh: string, tree: string): Promise<void> {
  if (await unpacked(tree)) return;
  const stale = `${tree}.old-${process.pid}`;
  if (existsSync(tree)) await rename(tree, stale);
  try {
    await rename(fresh, tree);
  } catch (error) {
    // Another process was quicker: its tree is as good.
    if (!(await unpacked(tree))) throw error;
  }
  await rm(stale, { recursive: true, force: true });
}

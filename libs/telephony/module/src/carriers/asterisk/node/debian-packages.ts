import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Real telephony cannot be had on this machine. The message is one line for a person and says what is missing. */
export class VoiceUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VoiceUnavailable';
  }
}

const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];

/**
 * Debian's closure of asterisk and sip-tester without what neither the modules that we load nor sipp link to: 177 packages become fewer than 100, and the
 * download a third. Matched as a prefix of the package's name. A wrong entry shows at once, because Asterisk then does not start.
 */
const NOT_NEEDED = [
  // interpreters, and what only the packages' own installation scripts use
  ['perl', 'libperl', 'python', 'libpython', 'debconf', 'adduser', 'passwd', 'login', 'asterisk-config', 'media-types', 'netbase', 'tzdata', 'readline-common'],
  // modules for other protocols, databases, faxes, sound cards, calendars
  ['libsnmp', 'snmp', 'libspandsp', 'libtiff', 'libjpeg', 'libwebp', 'libsharpyuv', 'liblerc', 'libdeflate', 'libjbig', 'libjack', 'libasound', 'libportaudio'],
  ['libodbc', 'libsybdb', 'freetds', 'libical', 'libiksemel', 'libneon', 'libradcli', 'libfreeradius', 'liblua', 'libresample', 'libsamplerate', 'libcodec2'],
  ['libvorbis', 'libogg', 'libunbound', 'libevent', 'libicu', 'libgdbm', 'libdb5'],
  // cryptography and system libraries of tools that we do not run
  ['gnupg', 'gpg', 'dirmngr', 'pinentry', 'libgnutls', 'libp11', 'libtasn', 'libnettle', 'libhogweed', 'libgmp', 'libgcrypt', 'libgpg', 'libgpgme'],
  ['libaudit', 'libpam', 'libsemanage', 'libsepol', 'libselinux', 'libmount', 'libblkid', 'libacl', 'libpopt', 'libpcre2', 'libbz2', 'libffi', 'libexpat'],
  ['libglib2', 'libc-gconv', 'libsensors', 'libpci', 'pci.ids'],
].flat();

/** Where apt itself fetches Debian from, so that a mirror or proxy which the machine is set up for is used and none is named here. */
async function debianMirror(): Promise<string> {
  const format = '$(REPO_URI)|$(ORIGIN)|$(LABEL)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const targets = stdout.split('\n').map((line) => line.split('|'));
  const known = targets.find(([, origin, label]) => origin === 'Debian' && label === 'Debian');
  // Before the first `apt-get update` apt knows addresses but not whose they are.
  const guessed = targets.find(([uri, origin]) => !origin?.trim() && /\/debian\/?$/.test(uri ?? ''));
  const uri = (known ?? guessed)?.[0];
  if (!uri) throw new VoiceUnavailable('voice: apt on this machine has no Debian source, so Asterisk 22 cannot be unpacked; name an Asterisk of your own by its address');
  return uri;
}

/** A state of apt of its own, in a folder: nothing is installed, and the machine's own apt is neither read nor changed beyond its sources. */
async function privateApt(dir: string): Promise<readonly string[]> {
  const keyring = KEYRINGS.find((path) => existsSync(path));
  if (!keyring) throw new VoiceUnavailable('voice: this machine lacks the package debian-archive-keyring, so Debian’s Asterisk 22 cannot be checked');
  for (const folder of ['lists/partial', 'cache/archives/partial', 'etc/parts']) await mkdir(join(dir, folder), { recursive: true });
  await writeFile(join(dir, 'status'), '');
  await writeFile(join(dir, 'etc/sources.list'), `deb [signed-by=${keyring}] ${await debianMirror()} sid main\n`);
  const settings = {
    'Dir::State': dir,
    'Dir::State::status': join(dir, 'status'),
    'Dir::State::lists': join(dir, 'lists'),
    'Dir::Cache': join(dir, 'cache'),
    'Dir::Etc::sourcelist': join(dir, 'etc/sources.list'),
    'Dir::Etc::sourceparts': join(dir, 'etc/parts'),
    'Dir::Etc::preferences': join(dir, 'etc/none'),
    'Dir::Etc::preferencesparts': join(dir, 'etc/parts'),
    'APT::Install-Recommends': '0',
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Debug::NoLocking': '1',
  };
  return ['-qq', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

async function apt(settings: readonly string[], args: readonly string[], cwd: string, doing: string): Promise<string> {
  try {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    const { stdout } = await run('apt-get', [...settings, ...args], { cwd, env, maxBuffer: 64 << 20 });
    return stdout;
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? '').split('\n').find((line) => line.startsWith('E:'));
    throw new VoiceUnavailable(`voice: apt could not ${doing} (${said ?? (error as Error).message.split('\n')[0]}); is the network there?`);
  }
}

/** The packages that apt would install today, less NOT_NEEDED. Debian's sid moves, so this is asked anew each time. */
export function neededPackages(printedUris: string): readonly string[] {
  return printedUris
    .split('\n')
    .filter((line) => line.startsWith("'"))
    .map((line) => (line.split(' ')[1] ?? '').split('_')[0] ?? '')
    .filter((name) => name !== '' && !NOT_NEEDED.some((prefix) => name.startsWith(prefix)));
}

async function inParallel<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Downloads and unpacks Asterisk and sipp with their libraries into `root`. Needs apt-get, dpkg-deb and a network, and no rights. */
export async function unpackDebianPackages(root: string, scratch: string, log: (line: string) => void): Promise<void> {
  for (const tool of ['apt-get', 'dpkg-deb']) {
    await run(tool, ['--version']).catch(() => {
      throw new VoiceUnavailable(`voice: ${tool} is not on this machine, so Asterisk 22 cannot be unpacked; it needs Debian or a derivative`);
    });
  }
  const settings = await privateApt(scratch);
  log('voice: reading Debian’s index');
  await apt(settings, ['update'], scratch, 'read Debian’s index');
  const uris = await apt(settings, ['install', '--print-uris', '-y', 'asterisk', 'sip-tester'], scratch, 'find Asterisk in Debian sid');
  const packages = neededPackages(uris);
  log(`voice: fetching Asterisk and sipp (${packages.length} packages, about 33 MB)`);
  const debs = join(scratch, 'debs');
  await mkdir(debs, { recursive: true });
  await apt(settings, ['download', ...packages], debs, 'fetch Asterisk');
  await mkdir(root, { recursive: true });
  await inParallel(await readdir(debs), 4, (deb) => run('dpkg-deb', ['-x', join(debs, deb), root]));
  for (const unread of ['doc', 'man', 'locale', 'lintian', 'bug', 'info']) await rm(join(root, 'usr/share', unread), { recursive: true, force: true });
}

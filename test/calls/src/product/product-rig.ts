import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Instant, instant } from '@seatline/kernel';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { type AsteriskNode, freeTcpPort, startAsterisk, type VoiceTools } from '@seatline/telephony';
import pg from 'pg';
import type { SipWorld } from '../support/sip-parties';
import { CuttableLine } from './cuttable-line';
import type { Beginning, Order, Reply } from './orders';
import { Person } from './person';
import { jumpTo, StoryClock } from './story-clock';
import { until } from './until';

/** Everybody's password. */
export const PASSWORD = 'a long password of the calls';
const OPERATOR_EMAIL = 'operator@seatline.test';
/** sipp's own limit would end telephones in the middle of a long suite. */
const PARTIES_SECONDS = 900;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever columns it names
type Row = Record<string, any>;

/** The whole product as people meet it: a process of its own over PostgreSQL and a real Asterisk, which can be killed and cut off. */
export class ProductRig {
  readonly world: SipWorld;
  readonly operator: Person;
  readonly telephones: { close(): Promise<void> }[] = [];
  readonly calls: { close(): Promise<void> }[] = [];
  private child: ChildProcess | null = null;
  /** What the product's processes have logged. */
  private log = '';

  private constructor(
    readonly node: AsteriskNode,
    readonly ariLine: CuttableLine,
    readonly clock: StoryClock,
    private readonly dir: string,
    private readonly stores: { readonly database: TestDatabase; readonly admin: pg.Client },
    private readonly program: { readonly file: string; readonly port: number; readonly sipp: string },
  ) {
    this.world = { sipp: program.sipp, target: this.sipAddress, secondsAtMost: PARTIES_SECONDS };
    this.operator = new Person(this.url, OPERATOR_EMAIL, PASSWORD);
  }

  /** @param startsAt when the story begins; see StoryClock. */
  static async start(tools: VoiceTools, startsAt: string): Promise<ProductRig> {
    const file = await builtProgram();
    const dir = await mkdtemp(join(tmpdir(), 'seatline-product-'));
    const node = await startAsterisk({ tools, dir, log: (line) => process.stderr.write(`${line}\n`) });
    const database = await createTestDatabase();
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    const line = await CuttableLine.to(node.sipAddress.host, Number(new URL(node.ariUrl).port));
    const program = { file, port: await freeTcpPort('127.0.0.1'), sipp: tools.sipp };
    const rig = new ProductRig(node, line, StoryClock.startingAt(instant(startsAt)), dir, { database, admin }, program);
    await rig.begin();
    return rig;
  }

  get url(): string {
    return `http://127.0.0.1:${this.program.port}`;
  }

  get sipAddress(): string {
    return `${this.node.sipAddress.host}:${this.node.sipAddress.port}`;
  }

  now(): Instant {
    return this.clock.now();
  }

  /** Rows as a test reads them, for what no route shows. */
  async rows(query: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.stores.admin.query<Row>(query, values)).rows;
  }

  /** The story jumps forward; what is due by then is done before this resolves, unless the product is to find it by itself. */
  async jumpTo(at: string, how: 'settled' | 'unsettled' = 'settled'): Promise<void> {
    if (instant(at) < this.now()) throw new RangeError(`the story stands at ${new Date(this.now()).toISOString()} and cannot go back to ${at}`);
    const jump = jumpTo(instant(at));
    this.clock.follow(jump);
    await this.order({ kind: 'jump', jump, settle: how === 'settled' });
  }

  /** The process ends without a word, as when the machine loses power. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.child = null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** A process begins, over whatever is there. */
  async begin(): Promise<void> {
    const level = process.env['SEATLINE_LOG_LEVEL'] ?? 'warn';
    const child = spawn(process.execPath, ['--enable-source-maps', this.program.file], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '', SEATLINE_LOG_LEVEL: level },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString('utf8')).slice(-60_000)));
    this.child = child;
    await this.order({ kind: 'begin', beginning: this.beginning() });
  }

  /** The channels that Asterisk itself has, whatever the product believes. */
  async channels(): Promise<readonly string[]> {
    const answer = await this.ari('GET', '/channels');
    return ((await answer.json()) as { id: string }[]).map((channel) => channel.id);
  }

  /** After a test: whatever call it has left is ended. */
  async tidy(): Promise<void> {
    for (const id of await this.channels()) await this.ari('DELETE', `/channels/${encodeURIComponent(id)}`);
    await Promise.all(this.calls.splice(0).map((call) => call.close()));
    await until('silence at Asterisk', () => this.channels(), (channels) => channels.length === 0);
  }

  private ari(method: string, path: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${this.node.user}:${this.node.password}`).toString('base64')}`;
    return fetch(`${this.node.ariUrl}${path}`, { method, headers: { authorization } });
  }

  async close(): Promise<void> {
    await Promise.all([...this.calls.splice(0), ...this.telephones.splice(0)].map((each) => each.close()));
    const { child } = this;
    if (child) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await this.ariLine.close();
    await this.node.stop();
    await this.stores.admin.end();
    await this.stores.database.drop();
    await rm(this.dir, { recursive: true, force: true });
    if (process.env['SEATLINE_LOG_LEVEL']) process.stderr.write(this.log);
  }

  private beginning(): Beginning {
    const { adminUrl, secret } = this.stores.database;
    const { user, password, celFile } = this.node;
    const ariUrl = `http://127.0.0.1:${this.ariLine.port}/ari`;
    return {
      adminUrl,
      secret,
      port: this.program.port,
      asterisk: { ariUrl, user, password, celFile, sipAddress: this.sipAddress },
      jumps: this.clock.soFar,
      operator: { email: OPERATOR_EMAIL, password: PASSWORD },
    };
  }

  private order(order: Order): Promise<void> {
    const { child } = this;
    if (!child) throw new Error('the product does not run');
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`the product: ${why}\n${this.log.slice(-5_000)}`));
      const ended = (code: number | null): void => fail(`ended with ${code}`);
      child.once('exit', ended);
      child.once('message', (reply: Reply) => {
        child.off('exit', ended);
        if (reply.done) resolve();
        else fail(reply.why);
      });
      child.send(order);
    });
  }
}

async function builtProgram(): Promise<string> {
  const script = join(import.meta.dirname, 'build-product.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: { ...process.env, NODE_OPTIONS: '' } });
  return stdout;
}

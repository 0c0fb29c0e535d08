import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { VoiceUnavailable } from './debian-packages';
import { type NodeConfiguration, type NodePorts, nodePaths, writeConfiguration } from './configuration';
import type { VoiceTools } from './ensure-asterisk';
import { freeTcpPort, freeUdpPort } from './free-ports';

export interface StartAsteriskOptions {
  readonly tools: VoiceTools;
  /** The node's own folder: configuration, recordings, event log. Kept between starts. */
  readonly dir: string;
  readonly log: (line: string) => void;
  /** Part of every leg id that this node gives, so it differs between nodes. */
  readonly nodeName?: string;
  /** Any that is not given is the one of the last start, or a free one. */
  readonly ports?: Partial<NodePorts>;
  readonly host?: string;
}

export interface AsteriskNode {
  readonly ariUrl: string;
  readonly user: string;
  readonly password: string;
  readonly sipAddress: { readonly host: string; readonly port: number };
  readonly celFile: string;
  readonly recordingDir: string;
  /** True when Asterisk was running already, left by a process that ended without stopping it; its calls have gone on. */
  readonly adopted: boolean;
  /** Of the Asterisk that runs now; another after it was restarted. */
  pid(): number;
  /** Ends Asterisk and with it every call on it. */
  stop(): Promise<void>;
  /** Stops watching and leaves Asterisk and its calls running, for the next process to adopt. */
  release(): void;
}

interface NodeState {
  readonly pid: number;
  readonly ports: NodePorts;
  readonly password: string;
}

const USER = 'seatline';
const START_DEADLINE_MS = 30_000;
const STOP_DEADLINE_MS = 5_000;
const LONGEST_RESTART_DELAY_MS = 10_000;
const RTP_PORTS = 400;

async function readState(dir: string): Promise<NodeState | null> {
  const text = await readFile(nodePaths(dir).state, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as NodeState);
}

/** Whether the process is alive and is the Asterisk of this folder, and not another that was given its number since. */
async function runsHere(pid: number, dir: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(`${nodePaths(dir).etc}/asterisk.conf`);
}

async function choosePorts(host: string, given: Partial<NodePorts>, last: NodePorts | undefined): Promise<NodePorts> {
  const lastHttp = last && (await freeTcpPort(host, last.http).catch(() => undefined));
  const lastSip = last && (await freeUdpPort(host, last.sip).catch(() => undefined));
  const rtpFrom = given.rtpFrom ?? last?.rtpFrom ?? 2 * randomInt(5_000, 9_800);
  return {
    http: given.http ?? lastHttp ?? (await freeTcpPort(host)),
    sip: given.sip ?? lastSip ?? (await freeUdpPort(host)),
    rtpFrom,
    rtpTo: given.rtpTo ?? last?.rtpTo ?? rtpFrom + RTP_PORTS - 1,
  };
}

/** The last thing that Asterisk complained of, for a message that says why it does not run. */
async function lastComplaint(dir: string): Promise<string> {
  const text = await readFile(nodePaths(dir).console, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => /error|fail|unable/i.test(line));
  return (lines.at(-1) ?? 'it said nothing').slice(0, 300);
}

/** A module that is required and cannot be loaded makes Asterisk give up, but it may hang in doing so. */
async function hasGivenUp(dir: string): Promise<boolean> {
  const text = await readFile(nodePaths(dir).console, 'utf8').catch(() => '');
  return text.includes('*** Failed to load module');
}

class Supervisor {
  child: ChildProcess | null = null;
  currentPid = 0;
  stopping = false;
  private restarts = 0;
  private watch: NodeJS.Timeout | null = null;

  constructor(
    private readonly node: NodeConfiguration,
    private readonly log: (line: string) => void,
  ) {}

  get ariUrl(): string {
    return `http://${this.node.host}:${this.node.ports.http}/ari`;
  }

  async start(): Promise<void> {
    await writeConfiguration(this.node);
    const paths = nodePaths(this.node.dir);
    const output = await open(paths.console, 'w');
    // A group of its own: a Ctrl-C in the terminal is for us to pass on, in order.
    const child = spawn(this.node.tools.asterisk, ['-f', '-C', `${paths.etc}/asterisk.conf`], {
      cwd: this.node.dir,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { PATH: process.env['PATH'] ?? '', HOME: this.node.dir, LANG: 'C.UTF-8', TZ: 'UTC' },
    });
    await output.close();
    const failed = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(new VoiceUnavailable(`voice: Asterisk could not be started (${error.message})`)));
      child.once('exit', () => void lastComplaint(this.node.dir).then((why) => reject(new VoiceUnavailable(`voice: Asterisk ended at once: ${why}`))));
    });
    failed.catch(() => undefined);
    this.child = child;
    this.currentPid = child.pid ?? 0;
    const state: NodeState = { pid: this.currentPid, ports: this.node.ports, password: this.node.password };
    await writeFile(paths.state, JSON.stringify(state), { mode: 0o600 });
    await Promise.race([this.ready(), failed]);
    child.once('exit', (code, signal) => this.ended(signal ?? `code ${code}`));
    if (child.exitCode !== null || child.signalCode !== null) this.ended('a moment after its start');
    child.unref();
  }

  /** Resolves when ARI answers, which is after every module has been loaded. */
  async ready(): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${this.node.user}:${this.node.password}`).toString('base64')}`;
    const deadline = performance.now() + START_DEADLINE_MS;
    while (performance.now() < deadline) {
      const answer = await fetch(`${this.ariUrl}/asterisk/info?only=status`, { headers: { authorization } }).catch(() => null);
      if (answer?.ok) return;
      if (await hasGivenUp(this.node.dir)) break;
      await sleep(50);
    }
    throw new VoiceUnavailable(`voice: Asterisk does not answer: ${await lastComplaint(this.node.dir)}`);
  }

  /** An adopted Asterisk is not our child, so nothing tells us of its end but looking. */
  watchAdopted(pid: number): void {
    this.currentPid = pid;
    this.watch = setInterval(() => {
      void runsHere(pid, this.node.dir).then((alive) => {
        if (alive || !this.watch) return;
        this.unwatch();
        this.ended('for a reason that it took with it');
      });
    }, 500);
    this.watch.unref();
  }

  unwatch(): void {
    if (this.watch) clearInterval(this.watch);
    this.watch = null;
  }

  private ended(why: string): void {
    this.child = null;
    if (this.stopping) return;
    const delay = Math.min(250 * 2 ** this.restarts, LONGEST_RESTART_DELAY_MS);
    this.restarts += 1;
    this.log(`voice: Asterisk ended (${why}); it is started again in ${delay} ms`);
    setTimeout(() => void this.startAgain(), delay).unref();
  }

  private async startAgain(): Promise<void> {
    if (this.stopping) return;
    try {
      await this.start();
      this.log('voice: Asterisk is back');
      setTimeout(() => (this.restarts = 0), 60_000).unref();
    } catch (error) {
      this.log((error as Error).message);
      this.ended('before it was ready');
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unwatch();
    const pid = this.currentPid;
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (!(await runsHere(pid, this.node.dir))) return;
      process.kill(pid, signal);
      const deadline = performance.now() + STOP_DEADLINE_MS;
      while (performance.now() < deadline && (await runsHere(pid, this.node.dir))) await sleep(20);
    }
  }
}

/**
 * Runs an Asterisk in `dir` until `stop`, and starts it again when it dies. If one runs there already it is adopted with the calls that are on it. Throws VoiceUnavailable
 * when it does not come up.
 */
export async function startAsterisk(options: StartAsteriskOptions): Promise<AsteriskNode> {
  const { tools, dir, log } = options;
  await mkdir(dir, { recursive: true });
  const host = options.host ?? '127.0.0.1';
  const last = await readState(dir);
  const running = last !== null && (await runsHere(last.pid, dir));
  const ports = running ? last.ports : await choosePorts(host, options.ports ?? {}, last?.ports);
  const password = running ? last.password : randomBytes(24).toString('base64url');
  const node: NodeConfiguration = { tools, dir, host, ports, user: USER, password, nodeName: options.nodeName ?? 'node1' };
  const supervisor = new Supervisor(node, log);
  if (running) {
    await supervisor.ready();
    supervisor.watchAdopted(last.pid);
    log(`voice: Asterisk was still running (process ${last.pid}) and is used as it is`);
  } else {
    await supervisor.start().catch(async (error: unknown) => {
      await supervisor.stop();
      throw error;
    });
  }
  const paths = nodePaths(dir);
  return {
    ariUrl: supervisor.ariUrl,
    user: USER,
    password,
    sipAddress: { host, port: ports.sip },
    celFile: paths.cel,
    recordingDir: paths.recordings,
    adopted: running,
    pid: () => supervisor.currentPid,
    stop: () => supervisor.stop(),
    release: () => {
      supervisor.stopping = true;
      supervisor.unwatch();
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SippOptions {
  readonly sipp: string;
  readonly scenario: string;
  readonly localPort: number;
  /** `host:port` that requests go to; not for a phone that only waits. */
  readonly target?: string;
  /** What is dialled. */
  readonly service?: string;
  /** How many calls until sipp ends by itself; null: until it is stopped. */
  readonly calls: number | null;
  /** How long sipp may run at all. */
  readonly secondsAtMost?: number;
}

/** One sipp with one scenario. Its messages are kept in a file, because the answers that it got are what tests ask about. */
export class SippRun {
  /** Resolves to sipp's exit code: 0 when every call went as its scenario says. */
  readonly done: Promise<number>;

  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly output: () => string,
    readonly localPort: number,
  ) {
    this.done = new Promise((resolve) => process.once('exit', (code) => resolve(code ?? -1)));
  }

  static async start(options: SippOptions): Promise<SippRun> {
    const folder = await mkdtemp(join(tmpdir(), 'seatline-sipp-'));
    const file = join(folder, 'scenario.xml');
    await writeFile(file, options.scenario);
    const args = [
      ...(options.target ? [options.target] : []),
      ...['-sf', file, '-i', '127.0.0.1', '-p', String(options.localPort), '-nostdin'],
      ...(options.service ? ['-s', options.service] : []),
      ...(options.calls === null ? [] : ['-m', String(options.calls)]),
      ...['-trace_msg', '-message_file', join(folder, 'messages.log'), '-timeout', `${options.secondsAtMost ?? 120}s`],
    ];
    const process = spawn(options.sipp, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-20_000));
    process.stdout.on('data', keep);
    process.stderr.on('data', keep);
    return new SippRun(process, folder, () => output, options.localPort);
  }

  /** Everything sent and received so far, as sipp writes it. */
  async messages(): Promise<string> {
    return readFile(join(this.folder, 'messages.log'), 'utf8').catch(() => '');
  }

  private async received(): Promise<readonly string[]> {
    return (await this.messages()).split(/^-{10,}.*$/m).filter((part) => part.includes('message received'));
  }

  /** The headers by which both sides know the call that was heard of last. */
  async dialogue(): Promise<readonly string[]> {
    const newest = (await this.received()).at(-1) ?? '';
    return newest.split(/\r?\n/).filter((line) => /^(From|To|Call-ID):/i.test(line));
  }

  /** What the other side answered to our INVITEs, in order: `[100, 183, 503]`. */
  async statuses(): Promise<readonly number[]> {
    return (await this.received()).flatMap((part) => {
      const status = /^SIP\/2\.0 (\d{3})/m.exec(part)?.[1];
      return status && /^CSeq: \d+ INVITE/m.test(part) ? [Number(status)] : [];
    });
  }

  /** The RTP ports that the other side named, the newest last. */
  async offeredRtpPorts(): Promise<readonly number[]> {
    return (await this.received()).flatMap((part) => {
      const port = /^m=audio (\d+)/m.exec(part)?.[1];
      return port ? [Number(port)] : [];
    });
  }

  /** What sipp itself says of its calls, for the message of a failed test. */
  said(): string {
    return this.output();
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async stop(): Promise<void> {
    if (this.running) this.process.kill('SIGKILL');
    await Promise.race([this.done, sleep(2_000, undefined, { ref: false })]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

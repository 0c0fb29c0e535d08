import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Login } from './sip-message';
import type { SipAddress } from './sip-socket';
import type { TelephonesAnswer, TelephonesOrder } from './telephones';

/** The telephones as the bench has them: a process that does one thing after another. */
export class Telephones {
  private constructor(private readonly child: ChildProcess) {}

  static async start(): Promise<Telephones> {
    const child = fork(join(import.meta.dirname, '../run.mjs'), ['calls/telephones.ts'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const telephones = new Telephones(child);
    await telephones.answer();
    return telephones;
  }

  async register(server: SipAddress, login: Login, callerPort: number): Promise<void> {
    await this.ask({ do: 'register', server, login, callerPort });
  }

  /** @returns how many seconds after the caller's INVITE the agent's phone rang; the call is over then. */
  async call(from: string, to: string): Promise<number> {
    const answer = await this.ask({ do: 'call', from, to });
    if (!('ringingAfterMs' in answer)) throw new Error('the telephones answered something else');
    return answer.ringingAfterMs / 1000;
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }

  private async ask(order: TelephonesOrder): Promise<TelephonesAnswer> {
    const answered = this.answer();
    this.child.send(order);
    const answer = await answered;
    if ('fault' in answer) throw new Error(`the telephones: ${answer.fault}`);
    return answer;
  }

  private answer(): Promise<TelephonesAnswer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the telephones' process ended with ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', (answer) => {
        this.child.removeListener('exit', ended);
        resolve(answer as TelephonesAnswer);
      });
    });
  }
}

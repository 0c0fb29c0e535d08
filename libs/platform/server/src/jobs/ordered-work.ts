import { faultReason } from '../logging/fault-reason';
import { log } from '../logging/log';

const MOST_ATTEMPTS = 3;
const FIRST_PAUSE_MILLISECONDS = 200;

/** Work that goes on behind: one after another for each key, side by side for different ones. What fails is tried again, then told in the log. */
export class OrderedWork {
  private readonly chains = new Map<string, Promise<void>>();
  private readonly running = new Set<Promise<void>>();

  add(key: string, work: () => Promise<void>): void {
    const before = this.chains.get(key) ?? Promise.resolve();
    const chain = before.then(() => attempt(key, work));
    this.chains.set(key, chain);
    void chain.finally(() => {
      if (this.chains.get(key) === chain) this.chains.delete(key);
    });
    this.track(chain);
  }

  /** Work without an order. */
  alongside(work: () => Promise<void>): void {
    this.track(attempt('', work));
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private track(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

async function attempt(key: string, work: () => Promise<void>): Promise<void> {
  for (let count = 1; ; count += 1) {
    try {
      return await work();
    } catch (error) {
      const reason = faultReason(error);
      if (count >= MOST_ATTEMPTS) {
        log.error({ key, reason }, 'work behind a request or an event failed for good; what is due will be found again by its sweep');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MILLISECONDS * 2 ** (count - 1)));
    }
  }
}

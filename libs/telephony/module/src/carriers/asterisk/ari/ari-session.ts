import { setTimeout as sleep } from 'node:timers/promises';
import { AriSocket, type AriSocketSettings } from './ari-socket';
import type { AriEvent } from './ari-types';

export interface AriSessionHooks {
  /** Runs after every connecting, before the events that came meanwhile are handed on. A throw ends this connection and another is tried. */
  readonly connected: () => Promise<void>;
  readonly event: (event: AriEvent) => void;
  readonly log: (line: string) => void;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** Two control planes under one name would take the events from each other without end; so the one that lost them waits long. */
const GIVING_WAY_MS = 30_000;

/** Keeps a connection to Asterisk's events until it is closed, with growing pauses between attempts that fail. */
export class AriSession {
  private socket: AriSocket | null = null;
  private readonly stopped = new AbortController();
  private running: Promise<void> | null = null;
  private complained = false;
  private replaced = false;

  constructor(
    private readonly settings: AriSocketSettings,
    private readonly hooks: AriSessionHooks,
  ) {}

  /** Another has connected under our name: leave it the events for a while. */
  giveWay(): void {
    this.replaced = true;
  }

  /** Resolves at the first connection, or when stopped before it. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.running ??= this.run(resolve);
    });
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    this.socket?.close();
    await this.running;
  }

  private async run(firstConnected: () => void): Promise<void> {
    let delay = FIRST_DELAY_MS;
    while (!this.stopped.signal.aborted) {
      try {
        const socket = await this.connect();
        delay = FIRST_DELAY_MS;
        this.complained = false;
        firstConnected();
        await socket.closed;
        if (!this.stopped.signal.aborted) this.hooks.log('asterisk: the event connection ended; connecting again');
      } catch (error) {
        // Said once for each outage, not once for each attempt.
        if (!this.complained && !this.stopped.signal.aborted) this.hooks.log(`asterisk: no event connection (${(error as Error).message}); trying on`);
        this.complained = true;
        delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      }
      const pause = this.replaced ? GIVING_WAY_MS : delay;
      this.replaced = false;
      await sleep(pause, undefined, { signal: this.stopped.signal, ref: false }).catch(() => undefined);
    }
    firstConnected();
  }

  private async connect(): Promise<AriSocket> {
    const early: AriEvent[] = [];
    let hold = true;
    const socket = new AriSocket(this.settings, (event) => {
      if (hold) early.push(event);
      else this.hooks.event(event);
    });
    this.socket = socket;
    try {
      await socket.open();
      await this.hooks.connected();
    } catch (error) {
      socket.close();
      throw error;
    }
    hold = false;
    for (const event of early) this.hooks.event(event);
    return socket;
  }
}

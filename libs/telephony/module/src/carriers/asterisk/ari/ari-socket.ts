import WebSocket from 'ws';
import type { AriEvent } from './ari-types';

export interface AriSocketSettings {
  readonly ariUrl: string;
  readonly user: string;
  readonly password: string;
  readonly app: string;
}

const PING_EVERY_MS = 5_000;
const OPEN_DEADLINE_MS = 5_000;

/**
 * Asterisk's events, for one connection's life. A connection that is dead without having been closed (a frozen Asterisk, a lost route) is noticed by a ping
 * that stays unanswered for a whole interval, and ended.
 */
export class AriSocket {
  /** Resolves when the connection is over, for whatever reason. */
  readonly closed: Promise<void>;
  private readonly opened: Promise<void>;
  private readonly socket: WebSocket;

  constructor(settings: AriSocketSettings, onEvent: (event: AriEvent) => void) {
    const url = `${settings.ariUrl.replace(/^http/, 'ws')}/events?app=${encodeURIComponent(settings.app)}&subscribeAll=false`;
    const authorization = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}`;
    const socket = new WebSocket(url, { headers: { authorization }, handshakeTimeout: OPEN_DEADLINE_MS });
    this.socket = socket;
    socket.on('message', (frame: Buffer) => onEvent(JSON.parse(frame.toString('utf8')) as AriEvent));
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('closed before it was open')));
    });
    this.opened.catch(() => undefined);
    // After the opening an error is always followed by a close, which is what is acted on.
    socket.on('error', () => undefined);
    let answered = true;
    socket.on('pong', () => (answered = true));
    const pings = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, PING_EVERY_MS);
    pings.unref();
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        clearInterval(pings);
        resolve();
      });
    });
  }

  open(): Promise<void> {
    return this.opened;
  }

  close(): void {
    // Asterisk may be gone: do not wait for it to agree.
    if (this.socket.readyState === WebSocket.CONNECTING) this.socket.terminate();
    else this.socket.close(1000);
    setTimeout(() => this.socket.terminate(), 500).unref();
  }
}

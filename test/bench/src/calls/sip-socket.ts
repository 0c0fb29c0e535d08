import { createSocket, type Socket } from 'node:dgram';
import { readMessage, type SipMessage } from './sip-message';

export interface SipAddress {
  readonly host: string;
  readonly port: number;
}

/** One end of SIP over UDP. On the loopback nothing is lost, so nothing of ours is sent twice. */
export class SipSocket {
  private readonly waiting = new Set<(message: SipMessage, at: number) => void>();

  private constructor(
    private readonly socket: Socket,
    readonly own: SipAddress,
    private readonly server: SipAddress,
  ) {
    socket.on('message', (packet) => {
      const at = performance.now();
      const message = readMessage(packet.toString('utf8'));
      if (message) for (const each of this.waiting) each(message, at);
    });
  }

  static open(server: SipAddress, port = 0): Promise<SipSocket> {
    return new Promise((resolve, reject) => {
      const socket = createSocket('udp4');
      socket.once('error', reject);
      socket.bind(port, server.host, () => resolve(new SipSocket(socket, { host: server.host, port: socket.address().port }, server)));
    });
  }

  get where(): string {
    return `${this.own.host}:${this.own.port}`;
  }

  get serverAt(): string {
    return `${this.server.host}:${this.server.port}`;
  }

  /** @returns the instant just before it went out, in milliseconds of this process. */
  send(message: Buffer): number {
    const at = performance.now();
    this.socket.send(message, this.server.port, this.server.host);
    return at;
  }

  listen(listener: (message: SipMessage, at: number) => void): void {
    this.waiting.add(listener);
  }

  /** The first message that fits, and when it arrived. */
  next(what: string, fits: (message: SipMessage) => boolean, seconds = 10): Promise<{ message: SipMessage; at: number }> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(limit);
        this.waiting.delete(look);
      };
      const look = (message: SipMessage, at: number): void => {
        if (!fits(message)) return;
        stop();
        resolve({ message, at });
      };
      const limit = setTimeout(() => {
        stop();
        reject(new Error(`${what} did not come within ${seconds} s`));
      }, seconds * 1000);
      this.waiting.add(look);
    });
  }

  close(): void {
    this.socket.close();
  }
}

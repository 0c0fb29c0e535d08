import { type Server, type Socket, connect, createServer } from 'node:net';

/** A TCP line between two programs that a test can cut: what goes over it ends at once, and nobody gets through until it is mended. */
export class CuttableLine {
  private readonly sockets = new Set<Socket>();
  private cutOff = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(host: string, target: number): Promise<CuttableLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const line = new CuttableLine(server, typeof address === 'object' && address ? address.port : 0);
    server.on('connection', (near) => line.join(near, connect(target, host)));
    return line;
  }

  private join(near: Socket, far: Socket): void {
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      this.sockets.add(socket);
      // Either end may fail at any time; what matters is that the other one ends too.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    if (this.cutOff) {
      near.destroy();
      return;
    }
    near.pipe(far);
    far.pipe(near);
  }

  cut(): void {
    this.cutOff = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.cutOff = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

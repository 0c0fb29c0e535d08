import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A TCP port on this address that nothing listens on now. */
export function freeTcpPort(host: string, wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}

/** A UDP port on this address that nothing is bound to now. */
export function freeUdpPort(host: string, wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(wanted, host, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

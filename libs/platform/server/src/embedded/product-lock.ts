import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartupFault } from '../startup-fault';

export interface ProductLock {
  release(): Promise<void>;
}

/**
 * One product per data folder. The lock is a Linux abstract socket: the kernel grants it to one process and takes it back at its death,
 * so a kill -9 leaves nothing stale behind, unlike a file. Elsewhere PostgreSQL's own lock file is the only guard.
 */
export async function lockDataFolder(dataDir: string): Promise<ProductLock> {
  const holderFile = join(dataDir, 'product.pid');
  if (process.platform !== 'linux') return { release: async () => undefined };
  const server = createServer((socket) => socket.destroy());
  const name = `\0seatline/${createHash('sha256').update(dataDir).digest('hex')}`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'EADDRINUSE' ? inUse(dataDir, holderFile) : cause);
    });
    server.listen(name, resolve);
  });
  server.unref();
  writeFileSync(holderFile, `${process.pid}\n`);
  return {
    release: () =>
      new Promise((resolve) => {
        rmSync(holderFile, { force: true });
        server.close(() => resolve());
      }),
  };
}

function inUse(dataDir: string, holderFile: string): StartupFault {
  let holder = '';
  try {
    holder = ` (process ${readFileSync(holderFile, 'utf8').trim()})`;
  } catch {
    // The other product is just starting and has not written its number yet; the line says the rest.
  }
  return new StartupFault(`Seatline is already running on ${dataDir}${holder}: stop it first, or set SEATLINE_DATA_DIR to another folder.`);
}

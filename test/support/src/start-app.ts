import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DEMO_PASSWORD, DEMO_SIGN_INS, productRoot, readSettings, startProduct } from '@seatline/api';
import { createTestDatabase } from '@seatline/server/testing';

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

/** The product as `npm start` gives it: API and portal on one port, the demo's people at work, the simulated carrier. */
export interface StartedApp {
  readonly url: string;
  readonly signIns: { readonly operator: SignIn; readonly tenantAdmin: SignIn; readonly supervisor: SignIn; readonly agents: readonly SignIn[] };
  stop(): Promise<void>;
}

function signInsOf(role: (typeof DEMO_SIGN_INS)[number]['as']): SignIn[] {
  return DEMO_SIGN_INS.filter((each) => each.as === role).map(({ email }) => ({ email, password: DEMO_PASSWORD }));
}

function only(role: (typeof DEMO_SIGN_INS)[number]['as']): SignIn {
  const [found] = signInsOf(role);
  if (!found) throw new Error(`the demo has no ${role}`);
  return found;
}

/** Links carry the port, so it must be known before the product listens. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Starts the whole product over a database of its own, for who must see it as people do: through a browser. */
export async function startApp(): Promise<StartedApp> {
  if (!existsSync(join(productRoot(), 'apps/portal/dist/index.html'))) throw new Error('The portal is not built: node scripts/build-portal.mjs');
  const database = await createTestDatabase();
  const read = readSettings({ SEATLINE_PORT: String(await freePort()), SEATLINE_DEMO: 'on', DATABASE_URL: database.adminUrl, SEATLINE_SECRET: 'stands in until the database names its own' });
  const product = await startProduct(
    { ...read, secret: database.secret },
    () => undefined,
    (fault) => {
      throw fault;
    },
  );
  return {
    url: product.url,
    signIns: { operator: only('operator'), tenantAdmin: only('tenant admin'), supervisor: only('supervisor'), agents: signInsOf('agent') },
    async stop() {
      await product.stop();
      await database.drop();
    },
  };
}

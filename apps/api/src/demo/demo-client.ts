import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD } from './sign-ins';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Keys {
  readonly cookie: string;
  readonly csrfToken: string;
}

/**
 * Uses the API from inside its own process, as a browser would: the demo is made by the same rules that everybody else meets. Months pass in its past, sessions do not last so
 * long: who finds theirs over signs in again.
 */
export class DemoClient {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly email: string,
    private keys: Keys,
  ) {}

  static async signIn(app: NestFastifyApplication, email: string): Promise<DemoClient> {
    return new DemoClient(app, email, await keysOf(app, email));
  }

  async send<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
    let answer = await this.ask(method, path, body);
    if (answer.statusCode === 401) {
      this.keys = await keysOf(this.app, this.email);
      answer = await this.ask(method, path, body);
    }
    if (answer.statusCode >= 300) throw new Error(`the demo's ${method} ${path} was refused: ${answer.body}`);
    return (answer.body === '' ? undefined : answer.json()) as Answer;
  }

  private ask(method: Method, path: string, body?: object): ReturnType<NestFastifyApplication['inject']> {
    const headers = { cookie: this.keys.cookie, 'x-csrf-token': this.keys.csrfToken };
    return this.app.inject({ method, url: `/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
  }
}

async function keysOf(app: NestFastifyApplication, email: string): Promise<Keys> {
  const answer = await app.inject({ method: 'POST', url: '/v1/session', payload: { email, password: DEMO_PASSWORD } });
  if (answer.statusCode >= 300) throw new Error(`the demo's ${email} cannot sign in: ${answer.body}`);
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const session = await app.inject({ method: 'GET', url: '/v1/session', headers: { cookie } });
  return { cookie, csrfToken: (session.json() as { csrfToken: string }).csrfToken };
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD } from './sign-ins';

type Method = 'GET' | 'POST' | 'PUT';

/** Uses the API from inside its own process, as a browser would: the demo is made by the same rules that everybody else meets. */
export class DemoClient {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly cookie: string,
    private readonly csrfToken: string,
  ) {}

  static async signIn(app: NestFastifyApplication, email: string): Promise<DemoClient> {
    const answer = await app.inject({ method: 'POST', url: '/v1/session', payload: { email, password: DEMO_PASSWORD } });
    if (answer.statusCode >= 300) throw new Error(`the demo's ${email} cannot sign in: ${answer.body}`);
    const cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const session = await app.inject({ method: 'GET', url: '/v1/session', headers: { cookie } });
    return new DemoClient(app, cookie, (session.json() as { csrfToken: string }).csrfToken);
  }

  async send<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrfToken };
    const answer = await this.app.inject({ method, url: `/v1${path}`, headers, ...(body === undefined ? {} : { payload: body }) });
    if (answer.statusCode >= 300) throw new Error(`the demo's ${method} ${path} was refused: ${answer.body}`);
    return (answer.body === '' ? undefined : answer.json()) as Answer;
  }
}

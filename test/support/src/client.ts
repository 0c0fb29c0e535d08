import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';

type Agent = ReturnType<typeof supertest.agent>;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What the API answered. */
export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever the API said and asserts on it
  readonly body: any;
  readonly headers: Record<string, string>;
}

/** A browser's side of the API: keeps cookies, sends the CSRF token, nothing else. */
export class Client {
  private csrfToken = '';

  private constructor(private readonly agent: Agent) {}

  /** @param app the application in this process, or the address of one in another. */
  static anonymous(app: NestFastifyApplication | string): Client {
    return new Client(supertest.agent(typeof app === 'string' ? app : app.getHttpServer()));
  }

  static async signIn(app: NestFastifyApplication | string, email: string, password: string): Promise<Client> {
    const client = Client.anonymous(app);
    const answer = await client.post('/v1/session', { email, password });
    if (answer.status !== 200 && answer.status !== 201) throw new Error(`${email} could not sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
    await client.readCsrfToken();
    return client;
  }

  /** After anything that changes the session itself (another tenant, a refreshed token). */
  async readCsrfToken(): Promise<void> {
    const { body } = await this.get('/v1/session');
    this.csrfToken = String(body.csrfToken);
  }

  get(path: string): Promise<Answer> {
    return this.send('get', path);
  }

  post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('post', path, body, headers);
  }

  put(path: string, body: object = {}): Promise<Answer> {
    return this.send('put', path, body);
  }

  patch(path: string, body: object = {}): Promise<Answer> {
    return this.send('patch', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send('delete', path);
  }

  async send(method: Method, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const request = this.agent[method](path).set('x-csrf-token', this.csrfToken).set('accept-language', 'en').set(headers);
    const answer = await (body === undefined ? request : request.send(body));
    return { status: answer.status, body: answer.body, headers: answer.headers as Record<string, string> };
  }

  /** Sends and expects a success; the answer's body. A refusal is shown whole. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  async must(method: Method, path: string, body?: object): Promise<any> {
    const answer = await this.send(method, path, body ?? (method === 'get' || method === 'delete' ? undefined : {}));
    if (answer.status >= 300) throw new Error(`${method.toUpperCase()} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

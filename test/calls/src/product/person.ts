import { type Answer, Client } from '@seatline/test-support/client';

type Method = Parameters<Client['send']>[0];

/** Somebody with an e-mail and a password who uses the product by HTTP, and signs in again when their session is over, as a portal would ask them to. */
export class Person {
  private session: Promise<Client> | null = null;

  constructor(
    private readonly url: string,
    readonly email: string,
    private readonly password: string,
  ) {}

  async ask(method: Method, path: string, body?: object): Promise<Answer> {
    const given = body ?? (method === 'get' || method === 'delete' ? undefined : {});
    const answer = await (await this.signedIn()).send(method, path, given);
    if (answer.status !== 401) return answer;
    this.session = null;
    return (await this.signedIn()).send(method, path, given);
  }

  /** Expects a success; the answer's body. A refusal is shown whole. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever the API said and asserts on it
  async must(method: Method, path: string, body?: object): Promise<any> {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${this.email}: ${method.toUpperCase()} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private signedIn(): Promise<Client> {
    this.session ??= Client.signIn(this.url, this.email, this.password);
    return this.session;
  }
}

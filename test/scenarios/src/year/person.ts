import { type Answer, Client, PASSWORD, type TestApp } from '@seatline/test-support';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Somebody with a browser and a password. Months pass in a story, sessions do not last so long: who finds theirs over signs in again. */
export class Person {
  private browser: Client | null = null;

  constructor(
    private readonly test: TestApp,
    readonly email: string,
    /** As a member of the tenant; '' for the operator's people. */
    readonly memberId = '',
  ) {}

  /** Follows an invitation's link, as the e-mail's reader would. */
  static async accepts(test: TestApp, link: string, displayName: string): Promise<Person> {
    const token = link.split('/').at(-1) ?? '';
    const guest = Client.anonymous(test.app);
    const { email } = await guest.must('get', `/v1/invitations/${token}`);
    const session = await guest.must('post', `/v1/invitations/${token}/accept`, { displayName, password: PASSWORD });
    return new Person(test, email, session.member.id);
  }

  get(path: string): Promise<Answer['body']> {
    return this.must('get', path);
  }

  /** Everything of a list, page by page. */
  async all(path: string): Promise<Answer['body'][]> {
    const items: Answer['body'][] = [];
    let cursor: string | null = null;
    do {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${cursor === null ? '' : `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  async must(method: Method, path: string, body?: object): Promise<Answer['body']> {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${this.email}: ${method.toUpperCase()} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The code of the refusal that is expected. */
  async refused(method: Method, path: string, body?: object): Promise<string> {
    const answer = await this.ask(method, path, body);
    if (answer.status < 400) throw new Error(`${this.email}: ${method.toUpperCase()} ${path} was not refused: ${JSON.stringify(answer.body)}`);
    return answer.body.code;
  }

  async ask(method: Method, path: string, body?: object): Promise<Answer> {
    const sent = body ?? (method === 'get' || method === 'delete' ? undefined : {});
    this.browser ??= await this.test.signIn(this.email, PASSWORD);
    const answer = await this.browser.send(method, path, sent);
    if (answer.status !== 401) return answer;
    this.browser = await this.test.signIn(this.email, PASSWORD);
    return this.browser.send(method, path, sent);
  }
}

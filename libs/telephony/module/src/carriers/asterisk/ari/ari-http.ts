import { Agent, type IncomingMessage, request } from 'node:http';
import { CarrierFailure } from '@seatline/telephony-domain';

export interface AriAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface AriRequest {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** Resolve when the headers are there and leave the body unread. */
  readonly headersOnly?: boolean;
}

export type AriMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

const ANSWER_DEADLINE_MS = 5_000;
const CONNECTIONS = 16;

/**
 * Asterisk's REST interface over kept connections of its own. Requests do not travel over the event socket, because Asterisk works those off one
 * after another and a slow one would hold up a call.
 */
export class AriHttp {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  private readonly authorization: string;

  constructor(
    private readonly baseUrl: string,
    user: string,
    password: string,
  ) {
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** The answer whatever its status. Throws `unreachable` when there is none. */
  async ask(method: AriMethod, path: string, options: AriRequest = {}): Promise<AriAnswer> {
    try {
      return await this.once(method, path, options);
    } catch (error) {
      // Asterisk closes idle connections: the first request on one that it has just closed is lost, and may be sent again because every command can be repeated.
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw this.unreachable(error as Error);
      return this.once(method, path, options).catch((second: Error) => {
        throw this.unreachable(second);
      });
    }
  }

  /** JSON of an answer 200; null for 404. Any other status throws. */
  async read<Answer>(path: string, query?: AriRequest['query']): Promise<Answer | null> {
    const answer = await this.ask('GET', path, query ? { query } : {});
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw ariFailure('GET', path, answer);
    return JSON.parse(answer.body.toString('utf8')) as Answer;
  }

  close(): void {
    this.agent.destroy();
  }

  private unreachable(error: Error): CarrierFailure {
    return new CarrierFailure('unreachable', `Asterisk cannot be reached (${(error as NodeJS.ErrnoException).code ?? error.message})`);
  }

  private once(method: AriMethod, path: string, options: AriRequest): Promise<AriAnswer> {
    const url = new URL(this.baseUrl + path);
    for (const [name, value] of Object.entries(options.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const headers = {
      authorization: this.authorization,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, agent: this.agent, headers, timeout: ANSWER_DEADLINE_MS }, (response) => {
        const status = response.statusCode ?? 0;
        if (options.headersOnly) {
          resolve({ status, headers: response.headers, body: Buffer.alloc(0) });
          response.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status, headers: response.headers, body: Buffer.concat(chunks) }));
      });
      sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

/** A refusal in words without the query, which may hold a telephone number. */
export function ariFailure(method: AriMethod, path: string, answer: AriAnswer): CarrierFailure {
  const said = /"message"\s*:\s*"([^"]{0,200})"/.exec(answer.body.toString('utf8'))?.[1] ?? '';
  const message = `Asterisk: ${method} ${path} gave ${answer.status} ${said.replace(/\+?\d{5,}/g, '…')}`.trim();
  if (answer.status === 404) return new CarrierFailure('gone', message);
  // 503 while it is starting.
  if (answer.status === 503) return new CarrierFailure('unavailable', message);
  return new CarrierFailure(answer.status >= 500 ? 'unavailable' : 'refused', message);
}

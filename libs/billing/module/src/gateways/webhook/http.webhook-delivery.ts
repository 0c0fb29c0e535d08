import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { WebhookDelivery, WebhookFailure, type WebhookMessage } from '../../ports/webhook-delivery';
import { isPublicAddress } from './private-addresses';

/** From the name's look-up to the last header of the answer. */
const PATIENCE_MILLISECONDS = 10_000;

type NameResolver = (name: string, options: LookupAllOptions, answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/**
 * Webhooks over https to the public network only. A name is judged by the very addresses that the connection then uses, so that one which changes
 * between two look-ups leads nowhere; redirects are not followed; the answer's body is not read.
 */
export class HttpWebhookDelivery extends WebhookDelivery {
  /** @param toPrivateAddresses for tests, and for an installation whose tenants' systems stand beside it: plain http and any address. */
  constructor(
    private readonly toPrivateAddresses = false,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
    private readonly resolveName: NameResolver = lookup,
  ) {
    super();
  }

  override accepts(text: string): boolean {
    const url = URL.parse(text);
    if (url === null || url.username !== '' || url.password !== '') return false;
    if (this.toPrivateAddresses) return url.protocol === 'https:' || url.protocol === 'http:';
    const host = hostOf(url);
    return url.protocol === 'https:' && (isIP(host) === 0 ? host.includes('.') : isPublicAddress(host));
  }

  override async deliver(message: WebhookMessage): Promise<void> {
    if (!this.accepts(message.url)) throw new WebhookFailure('webhook-address-refused');
    const answer = await this.post(new URL(message.url), message);
    answer.destroy();
    const status = answer.statusCode ?? 0;
    if (status < 200 || status > 299) throw new WebhookFailure('webhook-not-accepted');
  }

  private post(url: URL, message: WebhookMessage): Promise<IncomingMessage> {
    const signal = AbortSignal.timeout(this.patienceMilliseconds);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...message.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(message.body), 'user-agent': 'Seatline' },
      lookup: this.toPrivateAddresses ? undefined : publicOnly(this.resolveName),
      agent: false,
      signal,
    };
    const begin = url.protocol === 'https:' ? secureRequest : plainRequest;
    return new Promise((resolve, reject) => {
      const request = begin(url, options, resolve);
      request.once('error', (error) => {
        if (error instanceof WebhookFailure) reject(error);
        else reject(new WebhookFailure(signal.aborted ? 'webhook-timeout' : 'webhook-unreachable'));
      });
      request.end(message.body);
    });
  }
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Every address of the name must be public: one that is not shows what the name is for. */
function publicOnly(resolveName: NameResolver): LookupFunction {
  return (hostname, options, answer) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '', 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) return answer(new WebhookFailure('webhook-address-refused'), '', 0);
      if (options.all) return (answer as (error: null, found: LookupAddress[]) => void)(null, addresses);
      answer(null, first.address, first.family);
    });
  };
}

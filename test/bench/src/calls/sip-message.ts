import { createHash, randomBytes } from 'node:crypto';

/** A SIP message as far as two telephones need it (RFC 3261). */
export interface SipMessage {
  /** Of a request; null for a response. */
  readonly method: string | null;
  /** Of a response; null for a request. */
  readonly status: number | null;
  /** Values by lower-case name, in their order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** Names that may be written with one letter. */
const SHORT: Readonly<Record<string, string>> = { v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type' };

/** @returns null for what is no SIP message. */
export function readMessage(text: string): SipMessage | null {
  const [head = ''] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const response = /^SIP\/2\.0 (\d{3}) /.exec(start);
  const request = /^([A-Z]+) \S+ SIP\/2\.0$/.exec(start);
  if (!response && !request) return null;
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const written = line.slice(0, colon).trim().toLowerCase();
    const name = SHORT[written] ?? written;
    const value = line.slice(colon + 1).trim();
    const known = headers.get(name);
    if (known) known.push(value);
    else headers.set(name, [value]);
  }
  return { method: request?.[1] ?? null, status: response ? Number(response[1]) : null, headers };
}

export function header(message: SipMessage, name: string): string {
  return message.headers.get(name)?.[0] ?? '';
}

/** The address between the brackets of a Contact. */
export function contactOf(message: SipMessage): string {
  return /<([^>]+)>/.exec(header(message, 'contact'))?.[1] ?? header(message, 'contact');
}

export function writeMessage(start: string, headers: readonly (readonly [name: string, value: string])[], body = ''): Buffer {
  const all = [...headers, ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]), ['Content-Length', String(Buffer.byteLength(body))] as const];
  return Buffer.from(`${start}\r\n${all.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${body}`);
}

/** An answer goes back the way that its request came, with the request's own names. */
export function writeAnswer(request: SipMessage, status: string, own: { readonly tag: string; readonly contact: string }, body = ''): Buffer {
  const to = header(request, 'to');
  const headers: (readonly [string, string])[] = (request.headers.get('via') ?? []).map((via) => ['Via', via] as const);
  headers.push(['From', header(request, 'from')], ['To', /;tag=/.test(to) ? to : `${to};tag=${own.tag}`]);
  headers.push(['Call-ID', header(request, 'call-id')], ['CSeq', header(request, 'cseq')], ['Contact', `<${own.contact}>`]);
  return writeMessage(`SIP/2.0 ${status}`, headers, body);
}

/** A description of audio that nobody sends and nobody listens to: only the signalling is looked at. */
export function silentAudio(host: string, port: number): string {
  return ['v=0', `o=- 1 1 IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0', `m=audio ${port} RTP/AVP 8 0`, 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:0 PCMU/8000', ''].join('\r\n');
}

export function newTag(): string {
  return randomBytes(6).toString('hex');
}

export interface Login {
  readonly username: string;
  readonly secret: string;
}

/** The Authorization of a REGISTER to the address, from what the challenge asks (RFC 2617, MD5). */
export function authorizationFor(challenge: string, login: Login, address: string): string {
  const field = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque] = [field('realm'), field('nonce'), field('opaque')];
  const own = newTag();
  const ha1 = md5(`${login.username}:${realm}:${login.secret}`);
  const ha2 = md5(`REGISTER:${address}`);
  const withQop = /qop="?[^"]*\bauth\b/.test(challenge);
  const response = withQop ? md5(`${ha1}:${nonce}:00000001:${own}:auth:${ha2}`) : md5(`${ha1}:${nonce}:${ha2}`);
  const fields = [`username="${login.username}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${address}"`, `response="${response}"`, 'algorithm=MD5'];
  if (withQop) fields.push('qop=auth', 'nc=00000001', `cnonce="${own}"`);
  if (opaque !== '') fields.push(`opaque="${opaque}"`);
  return `Digest ${fields.join(', ')}`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** What sipp is to do, as its XML. Audio is not sipp's: the description names the port of an RtpParty. */

const HEADER = '<?xml version="1.0" encoding="UTF-8" ?>';

function scenario(name: string, steps: readonly string[]): string {
  return [HEADER, `<scenario name="${name}">`, ...steps, '</scenario>', ''].join('\n');
}

function send(lines: readonly string[], attributes = ''): string {
  return [`<send${attributes}><![CDATA[`, ...lines.map((line) => `  ${line}`), ']]></send>'].join('\n');
}

function recvRequest(method: string, attributes = ''): string {
  return `<recv request="${method}"${attributes}/>`;
}

function recvResponse(status: number, attributes = ''): string {
  return `<recv response="${status}"${attributes}/>`;
}

const OPTIONAL = ' optional="true"';
const RETRANSMIT = ' retrans="500"';

function audio(rtpPort: number): readonly string[] {
  const attributes = ['a=rtpmap:0 PCMU/8000', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=ptime:20'];
  return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${rtpPort} RTP/AVP 0 101`, ...attributes];
}

/** A request of ours that begins or continues a dialogue as the caller. */
function request(method: string, cseq: number, from: string, extra: readonly string[], inDialog = false, body: readonly string[] = []): readonly string[] {
  return [
    `${method} ${inDialog ? '[next_url]' : 'sip:[service]@[remote_ip]:[remote_port]'} SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    ...(inDialog ? ['[routes]'] : []),
    `From: <sip:${from}@[local_ip]:[local_port]>;tag=[pid]c[call_number]`,
    inDialog ? '[last_To:]' : 'To: <sip:[service]@[remote_ip]:[remote_port]>',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:${from}@[local_ip]:[local_port]>`,
    'Max-Forwards: 70',
    ...extra,
    ...(body.length > 0 ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    ...body,
  ];
}

/** An answer of ours to the request that came last. */
function answer(status: string, body: readonly string[] = [], tag = ''): readonly string[] {
  return [
    `SIP/2.0 ${status}`,
    '[last_Via:]',
    '[last_From:]',
    `[last_To:]${tag}`,
    '[last_Call-ID:]',
    '[last_CSeq:]',
    'Contact: <sip:[local_ip]:[local_port]>',
    ...(body.length > 0 ? ['Content-Type: application/sdp'] : []),
    'Content-Length: [len]',
    '',
    ...body,
  ];
}

/** The ACK of a refusal belongs to the refused request's own transaction. */
function acknowledgeRefusal(cseq: number): readonly string[] {
  return [
    'ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
    '[last_Via:]',
    '[last_From:]',
    '[last_To:]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ACK`,
    'Max-Forwards: 70',
    'Content-Length: 0',
  ];
}

/** The request by which a test tells a party of its own to hang up; see SipCall.hangUp. Nobody else sends it. */
export const HANG_UP_SIGNAL = 'INFO';

/** Waits for the other side's BYE, or says BYE after so many milliseconds or, without a limit, when the test says so. */
function endOfCall(bye: readonly string[], hangUpAfterMs: number | null): readonly string[] {
  const wait =
    hangUpAfterMs === null
      ? [recvRequest(HANG_UP_SIGNAL, `${OPTIONAL} next="hangup"`), recvRequest('BYE')]
      : [`<recv request="BYE" timeout="${hangUpAfterMs}" ontimeout="hangup"/>`];
  return [
    ...wait,
    send(answer('200 OK'), ' next="over"'),
    '<label id="hangup"/>',
    send(bye, RETRANSMIT),
    recvResponse(200),
    '<label id="over"/>',
  ];
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

function credentials(login: Login): string {
  return `[authentication username=${login.username} password=${login.password}]`;
}

/** REGISTER with digest; an `expires` of 0 signs off. */
export function registerScenario(login: Login, expiresSeconds: number): string {
  const register = (cseq: number, extra: readonly string[]) => [
    'REGISTER sip:[remote_ip]:[remote_port] SIP/2.0',
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    `From: <sip:${login.username}@[remote_ip]>;tag=[pid]r[call_number]`,
    `To: <sip:${login.username}@[remote_ip]>`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq} REGISTER`,
    `Contact: <sip:${login.username}@[local_ip]:[local_port]>`,
    `Expires: ${expiresSeconds}`,
    'Max-Forwards: 70',
    ...extra,
    'Content-Length: 0',
  ];
  return scenario('register', [
    send(register(1, []), RETRANSMIT),
    '<recv response="401" auth="true"/>',
    send(register(2, [credentials(login)]), RETRANSMIT),
    recvResponse(200),
  ]);
}

/** The other side of a REGISTER: challenges once, then takes the login for good. */
export function registrarScenario(realm: string): string {
  const reply = (status: string, extra: readonly string[]) =>
    send([`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', '[last_To:];tag=[pid]g[call_number]', '[last_Call-ID:]', '[last_CSeq:]', ...extra, 'Content-Length: 0']);
  return scenario('registrar', [
    recvRequest('REGISTER'),
    reply('401 Unauthorized', [`WWW-Authenticate: Digest realm="${realm}", nonce="a1b2c3", algorithm=SHA-256, qop="auth"`]),
    recvRequest('REGISTER'),
    reply('200 OK', ['[last_Contact:]', 'Expires: 120']),
  ]);
}

export interface OutgoingCall {
  readonly from: string;
  readonly rtpPort: number;
  /** Null: stay until the other side ends it. */
  readonly hangUpAfterMs: number | null;
  /** A seat is challenged, a carrier is not. */
  readonly login?: Login;
}

/** Calls `[service]` and talks. Provisional answers, and any refusal, end where SIP says; which they were is read from the messages. */
export function callScenario(call: OutgoingCall): string {
  const invite = (cseq: number, extra: readonly string[]) => send(request('INVITE', cseq, call.from, extra, false, audio(call.rtpPort)), RETRANSMIT);
  const challenged = call.login
    ? [invite(1, []), recvResponse(100, OPTIONAL), '<recv response="401" auth="true"/>', send(acknowledgeRefusal(1)), invite(2, [credentials(call.login)])]
    : [invite(1, [])];
  const cseq = call.login ? 2 : 1;
  const refusals = [401, 403, 404, 408, 410, 480, 484, 486, 487, 488, 500, 502, 503, 603].map((status) =>
    recvResponse(status, ' optional="true" next="refused" rrs="true"'),
  );
  return scenario('call', [
    ...challenged,
    recvResponse(100, OPTIONAL),
    recvResponse(180, OPTIONAL),
    recvResponse(183, OPTIONAL),
    ...refusals,
    recvResponse(200, ' rrs="true"'),
    send(request('ACK', cseq, call.from, [], true)),
    ...endOfCall(request('BYE', cseq + 1, call.from, [], true), call.hangUpAfterMs),
    '<nop next="done"/>',
    '<label id="refused"/>',
    send(acknowledgeRefusal(cseq)),
    '<label id="done"/>',
  ]);
}

/** Gives up after so long: INVITE, then CANCEL, while nothing but 100 has come back. */
export function abandonedCallScenario(from: string, rtpPort: number, giveUpAfterMs: number): string {
  const cancel = [
    'CANCEL sip:[service]@[remote_ip]:[remote_port] SIP/2.0',
    '[last_Via:]',
    `From: <sip:${from}@[local_ip]:[local_port]>;tag=[pid]c[call_number]`,
    'To: <sip:[service]@[remote_ip]:[remote_port]>',
    'Call-ID: [call_id]',
    'CSeq: 1 CANCEL',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ];
  return scenario('abandoned call', [
    send(request('INVITE', 1, from, [], false, audio(rtpPort)), RETRANSMIT),
    recvResponse(100),
    `<pause milliseconds="${giveUpAfterMs}"/>`,
    send(cancel, RETRANSMIT),
    recvResponse(200),
    recvResponse(487),
    send(acknowledgeRefusal(1)),
  ]);
}

export interface IncomingCall {
  readonly rtpPort: number;
  /** Null: rings and never answers. */
  readonly answerAfterMs: number | null;
  readonly hangUpAfterMs: number | null;
}

const OUR_TAG = ';tag=[pid]p[call_number]';

const KEEP_DIALOGUE = [
  '<recv request="INVITE" rrs="true"><action>',
  '<ereg regexp=".*" search_in="hdr" header="From:" assign_to="caller"/>',
  '<ereg regexp=".*" search_in="hdr" header="To:" assign_to="callee"/>',
  '<ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" assign_to="sequence"/>',
  '</action></recv>',
  '<Reference variables="caller,callee,sequence"/>',
];

/** A telephone that is called: rings, then answers and talks, or rings until the caller gives up. */
export function phoneScenario(call: IncomingCall): string {
  const ring = [...KEEP_DIALOGUE, send(answer('180 Ringing', [], OUR_TAG))];
  if (call.answerAfterMs === null) {
    const terminated = ['SIP/2.0 487 Request Terminated', '[last_Via:]', '[last_From:]', `To:[$callee]${OUR_TAG}`, '[last_Call-ID:]'];
    return scenario('phone that nobody answers', [
      ...ring,
      recvRequest('CANCEL'),
      send(answer('200 OK')),
      send([...terminated, 'CSeq: [$sequence] INVITE', 'Content-Length: 0'], RETRANSMIT),
      recvRequest('ACK'),
    ]);
  }
  const bye = [
    'BYE [next_url] SIP/2.0',
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    '[routes]',
    `From:[$callee]${OUR_TAG}`,
    'To:[$caller]',
    'Call-ID: [call_id]',
    'CSeq: 1 BYE',
    'Max-Forwards: 70',
    'Content-Length: 0',
  ];
  return scenario('phone', [
    ...ring,
    `<pause milliseconds="${call.answerAfterMs}"/>`,
    send(answer('200 OK', audio(call.rtpPort), OUR_TAG), RETRANSMIT),
    recvRequest('ACK'),
    ...endOfCall(bye, call.hangUpAfterMs),
  ]);
}

/** A telephone that is in use: 486. */
export function busyPhoneScenario(): string {
  return scenario('busy phone', [recvRequest('INVITE'), send(answer('486 Busy Here', [], OUR_TAG), RETRANSMIT), recvRequest('ACK')]);
}

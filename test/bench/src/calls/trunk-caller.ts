import { setTimeout as sleep } from 'node:timers/promises';
import { contactOf, header, newTag, silentAudio, type SipMessage, writeAnswer, writeMessage } from './sip-message';
import { type SipAddress, SipSocket } from './sip-socket';

const RTP_PORT = 9;
const TALK_MS = 100;

/** Somebody in the public network who calls through a trunk, talks for a moment when answered, and hangs up. */
export class TrunkCaller {
  private constructor(private readonly socket: SipSocket) {
    socket.listen((message) => this.hear(message));
  }

  static async open(server: SipAddress, port: number): Promise<TrunkCaller> {
    return new TrunkCaller(await SipSocket.open(server, port));
  }

  /** @returns when the INVITE went out, and the end of the call. */
  call(from: string, to: string): { readonly invitedAt: number; readonly ended: Promise<void> } {
    const call = new OutgoingCall(this.socket, from, to);
    return { invitedAt: call.invite(), ended: call.finish() };
  }

  close(): void {
    this.socket.close();
  }

  /** Whatever is asked within a call is granted. */
  private hear(message: SipMessage): void {
    if (message.method === null || message.method === 'ACK') return;
    const body = message.method === 'INVITE' ? silentAudio(this.socket.own.host, RTP_PORT) : '';
    this.socket.send(writeAnswer(message, '200 OK', { tag: newTag(), contact: `sip:${this.socket.where}` }, body));
  }
}

class OutgoingCall {
  private readonly callId = newTag();
  private readonly tag = newTag();
  private readonly branch = `z9hG4bK${newTag()}`;
  private readonly address: string;

  constructor(
    private readonly socket: SipSocket,
    private readonly from: string,
    to: string,
  ) {
    this.address = `sip:${to}@${socket.serverAt}`;
  }

  invite(): number {
    const body = silentAudio(this.socket.own.host, RTP_PORT);
    return this.socket.send(writeMessage(`INVITE ${this.address} SIP/2.0`, this.headers(1, 'INVITE', this.branch, `<${this.address}>`), body));
  }

  async finish(): Promise<void> {
    const isFinal = (message: SipMessage): boolean => message.status !== null && message.status >= 200 && this.isOfThis(message, 'INVITE');
    const { message: answer } = await this.socket.next('an answer to INVITE', isFinal, 20);
    const to = header(answer, 'to');
    if (answer.status! >= 300) {
      this.socket.send(writeMessage(`ACK ${this.address} SIP/2.0`, this.headers(1, 'ACK', this.branch, to)));
      throw new Error(`the call was refused with ${answer.status}`);
    }
    const contact = contactOf(answer);
    this.socket.send(writeMessage(`ACK ${contact} SIP/2.0`, this.headers(1, 'ACK', `z9hG4bK${newTag()}`, to)));
    await sleep(TALK_MS);
    const over = this.socket.next('an answer to BYE', (message) => message.status === 200 && this.isOfThis(message, 'BYE'));
    this.socket.send(writeMessage(`BYE ${contact} SIP/2.0`, this.headers(2, 'BYE', `z9hG4bK${newTag()}`, to)));
    await over;
  }

  private isOfThis(message: SipMessage, method: string): boolean {
    return header(message, 'call-id') === this.callId && header(message, 'cseq').endsWith(` ${method}`);
  }

  private headers(sequence: number, method: string, branch: string, to: string): (readonly [string, string])[] {
    return [
      ['Via', `SIP/2.0/UDP ${this.socket.where};branch=${branch};rport`],
      ['From', `<sip:${this.from}@${this.socket.where}>;tag=${this.tag}`],
      ['To', to],
      ['Call-ID', this.callId],
      ['CSeq', `${sequence} ${method}`],
      ['Contact', `<sip:${this.from}@${this.socket.where}>`],
      ['Max-Forwards', '70'],
    ];
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { authorizationFor, header, type Login, newTag, silentAudio, type SipMessage, writeAnswer, writeMessage } from './sip-message';
import { type SipAddress, SipSocket } from './sip-socket';

const RTP_PORT = 9;
const ANSWER_AFTER_MS = 100;
const REGISTERED_SECONDS = 600;

/** An agent's telephone: registers, rings at once when it is called, and is picked up a moment later. */
export class AgentPhone {
  private readonly tag = newTag();

  private constructor(
    private readonly socket: SipSocket,
    private readonly login: Login,
  ) {
    socket.listen((message) => this.hear(message));
  }

  static async register(server: SipAddress, login: Login): Promise<AgentPhone> {
    const phone = new AgentPhone(await SipSocket.open(server), login);
    await phone.register();
    return phone;
  }

  /** When the next call reaches the phone, which is when it begins to ring. */
  async nextRinging(): Promise<number> {
    return (await this.socket.next('a call at the agent’s phone', (message) => isNewCall(message), 15)).at;
  }

  close(): void {
    this.socket.close();
  }

  private get contact(): string {
    return `sip:${this.login.username}@${this.socket.where}`;
  }

  private async register(): Promise<void> {
    const callId = newTag();
    const answered = this.answerTo(callId);
    this.socket.send(this.registration(callId, 1, []));
    const challenge = await answered;
    const admitted = this.answerTo(callId);
    const authorization = authorizationFor(header(challenge, 'www-authenticate'), this.login, this.serverUri);
    this.socket.send(this.registration(callId, 2, [['Authorization', authorization]]));
    const { status } = await admitted;
    if (status !== 200) throw new Error(`the agent's phone was not let in: ${status}`);
  }

  private get serverUri(): string {
    return `sip:${this.socket.serverAt}`;
  }

  private async answerTo(callId: string): Promise<SipMessage> {
    const answer = await this.socket.next('an answer to REGISTER', (message) => message.status !== null && message.status >= 200 && header(message, 'call-id') === callId);
    return answer.message;
  }

  private registration(callId: string, sequence: number, more: readonly (readonly [string, string])[]): Buffer {
    const self = `<sip:${this.login.username}@${this.socket.serverAt}>`;
    return writeMessage(`REGISTER ${this.serverUri} SIP/2.0`, [
      ['Via', `SIP/2.0/UDP ${this.socket.where};branch=z9hG4bK${newTag()};rport`],
      ['From', `${self};tag=${this.tag}`],
      ['To', self],
      ['Call-ID', callId],
      ['CSeq', `${sequence} REGISTER`],
      ['Contact', `<${this.contact}>`],
      ['Expires', String(REGISTERED_SECONDS)],
      ['Max-Forwards', '70'],
      ...more,
    ]);
  }

  private hear(message: SipMessage): void {
    if (message.method === null || message.method === 'ACK') return;
    if (isNewCall(message)) {
      this.answer(message, '180 Ringing');
      void sleep(ANSWER_AFTER_MS).then(() => this.answer(message, '200 OK', silentAudio(this.socket.own.host, RTP_PORT)));
    } else this.answer(message, '200 OK', message.method === 'INVITE' ? silentAudio(this.socket.own.host, RTP_PORT) : '');
  }

  private answer(request: SipMessage, status: string, body = ''): void {
    this.socket.send(writeAnswer(request, status, { tag: this.tag, contact: this.contact }, body));
  }
}

/** An INVITE that belongs to no call yet. */
function isNewCall(message: SipMessage): boolean {
  return message.method === 'INVITE' && !/;tag=/.test(header(message, 'to'));
}

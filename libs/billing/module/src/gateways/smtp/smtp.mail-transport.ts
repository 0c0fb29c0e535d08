import { createTransport, type Transporter } from 'nodemailer';
import type { Mail, MailTransport } from '../../ports/mail-transport';

/** A mail server that does not answer is left to the next try. */
const PATIENCE_MILLISECONDS = 15_000;

/** E-mail through an SMTP server named by its URL: smtp://user:password@host:587, smtps://… */
export class SmtpMailTransport implements MailTransport {
  private readonly transporter: Transporter;
  private readonly domain: string;

  constructor(
    smtpUrl: string,
    private readonly from: string,
  ) {
    const url = new URL(smtpUrl);
    const secure = url.protocol === 'smtps:';
    const user = decodeURIComponent(url.username);
    this.domain = from.split('@').at(-1)?.replace(/>.*$/, '') ?? 'seatline.invalid';
    this.transporter = createTransport({
      host: url.hostname,
      port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
      secure,
      auth: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
      connectionTimeout: PATIENCE_MILLISECONDS,
      greetingTimeout: PATIENCE_MILLISECONDS,
      socketTimeout: PATIENCE_MILLISECONDS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail): Promise<void> {
    await this.transporter.sendMail({
      from: this.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.id}@${this.domain}>`,
    });
  }
}

export interface Mail {
  /** Ours, the same at every try: it becomes the Message-ID, by which a receiver knows a repeated mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Takes e-mail out of the house; null where none is set up: messages are then kept and shown, not sent. */
export const MAIL_TRANSPORT = Symbol('MAIL_TRANSPORT');

export interface MailTransport {
  /** Resolves when the mail server has taken the mail. @throws whatever kept it from doing so */
  send(mail: Mail): Promise<void>;
}

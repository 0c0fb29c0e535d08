import pg from 'pg';

interface Statements {
  readonly connectionParameters: { readonly user: string };
  readonly connection: { readonly stream: { destroy(): void } };
  query(...args: unknown[]): unknown;
}

const prototype = pg.Client.prototype as unknown as Statements;

/**
 * One reply of the database to the product is lost on the way: the statement took effect, the connection is gone, and nobody knows what became of it. So it looks
 * to a client when the server that answered is replaced by its standby between the commit and the reply.
 */
export class LostReply {
  private lost = false;
  private readonly sincerely = prototype.query;

  private constructor(statement: RegExp) {
    const { sincerely } = this;
    const isIt = (client: Statements, text: string): boolean => !this.lost && client.connectionParameters.user.startsWith('seatline_') && statement.test(text);
    const lose = (): void => void (this.lost = true);
    prototype.query = function (this: Statements, ...args: unknown[]): unknown {
      if (!isIt(this, textOf(args[0]))) return sincerely.apply(this, args);
      lose();
      return unanswered(this, args, sincerely);
    };
  }

  /** The first statement of the product's own that matches is the one. */
  static of(statement: RegExp): LostReply {
    return new LostReply(statement);
  }

  get happened(): boolean {
    return this.lost;
  }

  heal(): void {
    prototype.query = this.sincerely;
  }
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string }).text ?? '');
}

function unanswered(client: Statements, args: unknown[], sincerely: Statements['query']): unknown {
  const callback = args.find((argument) => typeof argument === 'function') as ((error: Error) => void) | undefined;
  const given = args.filter((argument) => typeof argument !== 'function');
  const done = Promise.resolve(sincerely.apply(client, given)).finally(() => client.connection.stream.destroy());
  const gone = (): Error => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  if (!callback) return done.then(() => Promise.reject(gone()));
  void done.then(() => callback(gone()), () => callback(gone()));
  return undefined;
}

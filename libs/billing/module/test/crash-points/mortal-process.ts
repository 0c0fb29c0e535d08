import pg from 'pg';

/** Where a process dies: at its n-th statement, before the database has heard it, or after it was carried out and before the answer arrived. */
export interface Death {
  readonly statement: number;
  readonly when: 'unheard' | 'unanswered';
}

interface Statements {
  readonly connectionParameters: { readonly user: string };
  readonly connection: { readonly stream: { destroy(): void } };
  query(...args: unknown[]): unknown;
}

const prototype = pg.Client.prototype as unknown as Statements;
const sincerely = prototype.query;

/** How a process of the product looks to the database: its statements counted, and cut off for good at one of them. */
export class MortalProcess {
  statements = 0;
  private dead = false;

  private constructor(private readonly death: Death | null) {}

  /** Counts, and kills, what the product's own roles ask for from now on, until `release`; the test's own connections are left alone. */
  static begin(death: Death | null): MortalProcess {
    const process = new MortalProcess(death);
    prototype.query = function (this: Statements, ...args: unknown[]): unknown {
      return this.connectionParameters.user.startsWith('seatline_') ? process.ask(this, args) : sincerely.apply(this, args);
    };
    return process;
  }

  get died(): boolean {
    return this.dead;
  }

  release(): void {
    prototype.query = sincerely;
  }

  private ask(client: Statements, args: unknown[]): unknown {
    this.statements += 1;
    const isLast = !this.dead && this.statements === this.death?.statement;
    if (!this.dead && !isLast) return sincerely.apply(client, args);
    this.dead = true;
    if (isLast && this.death?.when === 'unanswered') return this.lose(client, args);
    client.connection.stream.destroy();
    return refuse(args);
  }

  /** The statement reaches the database and takes effect; nobody hears of it. */
  private lose(client: Statements, args: unknown[]): unknown {
    const given = args.filter((argument) => typeof argument !== 'function');
    const lost = Promise.resolve(sincerely.apply(client, given)).then(
      () => client.connection.stream.destroy(),
      () => client.connection.stream.destroy(),
    );
    const callback = args.find((argument) => typeof argument === 'function') as ((error: Error) => void) | undefined;
    if (!callback) return lost.then(() => Promise.reject(gone()));
    void lost.then(() => callback(gone()));
    return undefined;
  }
}

/** As node-postgres says it when the socket is gone. */
function gone(): Error {
  return Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
}

function refuse(args: unknown[]): unknown {
  const callback = args.find((argument) => typeof argument === 'function') as ((error: Error) => void) | undefined;
  if (!callback) return Promise.reject(gone());
  setImmediate(() => callback(gone()));
  return undefined;
}

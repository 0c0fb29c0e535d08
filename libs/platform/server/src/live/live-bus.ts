import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { DATABASE_SETTINGS, type DatabaseSettings } from '../database/database.module';
import { roleUrl } from '../database/roles';
import type { PlatformTransaction, TenantTransaction } from '../database/unit-of-work';
import { log } from '../logging/log';

/** A hint that something of a tenant changed; whoever hears it reads the rows. Small: NOTIFY carries less than 8000 bytes. */
export interface LiveHint {
  readonly tenantId: string;
  readonly topic: string;
  readonly memberId?: string;
  readonly id?: string;
}

const CHANNEL = 'seatline_live';

/** Carries hints between processes by LISTEN/NOTIFY. A hint is sent with the commit of the change; after a lost connection a 'resync' hint is made. */
@Injectable()
export class LiveBus implements OnApplicationShutdown {
  private readonly listeners = new Set<(hint: LiveHint) => void>();
  private client: pg.Client | null = null;
  private closed = false;

  constructor(@Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings) {}

  async notify(tx: TenantTransaction | PlatformTransaction, hint: LiveHint): Promise<void> {
    const db = 'ledger' in tx ? tx.ledger : tx.db;
    await db.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(hint)})`);
  }

  /** @returns the function that ends the subscription. */
  subscribe(listener: (hint: LiveHint) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: roleUrl(this.settings.adminUrl, 'seatline_app', this.settings.secret), keepAlive: true });
    client.on('notification', (message) => this.emit(JSON.parse(message.payload ?? '{}') as LiveHint));
    client.on('error', (error) => log.warn({ reason: error.message }, 'the live connection was lost'));
    client.on('end', () => this.reconnect());
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.client = client;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.client?.end();
  }

  private emit(hint: LiveHint): void {
    for (const listener of this.listeners) listener(hint);
  }

  private reconnect(): void {
    if (this.closed) return;
    setTimeout(() => {
      if (this.closed) return;
      this.start().then(
        () => this.emit({ tenantId: '*', topic: 'resync' }),
        () => this.reconnect(),
      );
    }, 500);
  }
}

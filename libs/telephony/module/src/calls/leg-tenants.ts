import { Injectable } from '@nestjs/common';
import { PlatformUnitOfWork } from '@seatline/server';
import { sql } from 'drizzle-orm';

const REMEMBERED = 20_000;

/** Whose leg it is that a carrier's event names. What is remembered here saves a question and may be forgotten at any time. */
@Injectable()
export class LegTenants {
  private readonly known = new Map<string, string>();

  constructor(private readonly platform: PlatformUnitOfWork) {}

  remember(legId: string, tenantId: string): void {
    if (this.known.size >= REMEMBERED) {
      const oldest = this.known.keys().next();
      if (!oldest.done) this.known.delete(oldest.value);
    }
    this.known.set(legId, tenantId);
  }

  /** Null for a leg that nobody knows. */
  async of(legId: string): Promise<string | null> {
    const known = this.known.get(legId);
    if (known !== undefined) return known;
    const { rows } = await this.platform.run((tx) => tx.db.execute<{ tenant_id: string }>(sql`select tenant_id from call_leg where id = ${legId}`));
    const tenantId = rows[0]?.tenant_id ?? null;
    if (tenantId !== null) this.remember(legId, tenantId);
    return tenantId;
  }
}

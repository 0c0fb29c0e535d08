import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, type Result } from '@seatline/kernel';
import { Audit, CLOCK, PlatformUnitOfWork, type Principal, SYSTEM_ACTOR } from '@seatline/server';
import { invitationExpiry, normalEmail } from '@seatline/tenancy-domain';
import { insertFirstInvitation } from '../persistence/invitations';
import type { Locale } from '../persistence/persons';
import { insertTenant } from '../persistence/tenants';
import { TENANCY_SETTINGS, type TenancySettings } from '../tenancy-settings';
import { randomToken, tokenHash } from './session-tokens';
import { readTerms, type TermsRefusal } from './tenant-admission';

export interface TenantInput {
  readonly name: string;
  readonly zone: string;
  readonly currency: string;
  readonly country: string;
  readonly adminEmail: string;
  readonly locale?: Locale;
}

export interface CreatedTenant {
  readonly id: string;
  readonly invitationLink: string;
}

/** The page of the portal that accepts an invitation. */
export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/invitations/${token}`;
}

/** A new tenant together with the invitation of its first admin: neither exists without the other. */
@Injectable()
export class CreateTenant {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(TENANCY_SETTINGS) private readonly settings: TenancySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(actor: Principal | typeof SYSTEM_ACTOR, input: TenantInput): Promise<Result<CreatedTenant, TermsRefusal>> {
    const terms = readTerms(input);
    if (!terms.ok) return terms;
    const token = randomToken();
    const now = this.clock.now();
    const invitedBy = actor === SYSTEM_ACTOR ? 'Seatline' : actor.displayName;
    const id = await this.platform.run(async (tx) => {
      const locale = input.locale ?? (input.country === 'CN' ? 'zh-CN' : 'en');
      const tenantId = await insertTenant(tx, { ...terms.value, country: input.country, locale }, now);
      const email = normalEmail(input.adminEmail);
      await insertFirstInvitation(tx, { tenantId, email, tokenHash: tokenHash(token), invitedBy, expiresAt: invitationExpiry(now) }, now);
      await this.audit.recordPlatform(tx, actor, { action: 'tenant.created', subjectKind: 'tenant', subjectId: tenantId, facts: { name: terms.value.name } });
      return tenantId;
    });
    return accept({ id, invitationLink: invitationLink(this.settings.publicUrl, token) });
  }
}

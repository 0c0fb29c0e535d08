import { Inject, Injectable } from '@nestjs/common';
import { accept, type Clock, refuse, type Result } from '@seatline/kernel';
import { Audit, CLOCK, LiveBus, PlatformUnitOfWork, type Principal } from '@seatline/server';
import { type Locale, setLocale } from '../persistence/persons';
import { revokeSessions, switchSessionTenant, tenantsOfPerson } from '../persistence/sessions';

/** What a signed-in person may do with their own session. */
@Injectable()
export class ChangeSession {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    private readonly live: LiveBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A tenant that the person does not work for looks like one that does not exist. */
  async switchTenant(principal: Principal, tenantId: string | null): Promise<Result<true, 'not-found'>> {
    return this.platform.run(async (tx) => {
      const tenants = await tenantsOfPerson(tx, principal.personId);
      if (tenantId !== null && !tenants.some((tenant) => tenant.id === tenantId)) return refuse('not-found', { kind: 'tenant' });
      await switchSessionTenant(tx, principal.sessionId, tenantId);
      return accept(true as const);
    });
  }

  async useLocale(principal: Principal, locale: Locale): Promise<void> {
    await this.platform.run((tx) => setLocale(tx, principal.personId, locale));
  }

  async signOut(principal: Principal): Promise<void> {
    await this.end(principal, principal.sessionId);
  }

  /** Every session of the person, this one included. */
  async signOutEverywhere(principal: Principal): Promise<void> {
    await this.end(principal, null);
  }

  /** Open streams hear it too: a hint "session-ended" names each session. */
  private async end(principal: Principal, sessionId: string | null): Promise<void> {
    await this.platform.run(async (tx) => {
      const ended = await revokeSessions(tx, principal.personId, sessionId, this.clock.now());
      for (const id of ended) await this.live.notify(tx, { tenantId: principal.tenantId ?? '*', topic: 'session-ended', id });
      if (sessionId === null) {
        await this.audit.recordPlatform(tx, principal, {
          action: 'session.signed-out-everywhere', subjectKind: 'person', subjectId: principal.personId, facts: { sessions: ended.length },
        });
      }
    });
  }
}

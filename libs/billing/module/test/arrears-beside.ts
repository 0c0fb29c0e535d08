import type { DynamicModule } from '@nestjs/common';
import { ArrearsModule } from '../src/arrears.module';
import { type NoticeRecipient, NoticeRecipients } from '../src/ports/notice-recipients';
import { LeaseScene } from '../src/ports/suspension-scene';

class Ann extends NoticeRecipients {
  override of(): Promise<readonly NoticeRecipient[]> {
    return Promise.resolve([{ personId: '00000000-0000-7000-8000-00000000000b', email: 'ann@one.test', language: 'en' }]);
  }
}

/** Nothing of other domains stands beside billing here. */
const NO_SCENE = {
  provide: LeaseScene,
  useValue: {
    of: () => Promise.resolve({ seats: [], numbers: [], queues: [], otherLeaseInService: false, loggedIn: [], liveCalls: 0, queuedCalls: 0 }),
    standing: () => Promise.resolve({ leaseSuspended: true, tenantServed: false, seats: new Map() }),
  },
};

/** Arrears in the open, with one person who reads English and no mail server. */
export function arrearsBeside(): DynamicModule {
  return ArrearsModule.forRoot({ smtp: null, portalUrl: 'https://seatline.test', webhooksToPrivateAddresses: false }, [{ provide: NoticeRecipients, useClass: Ann }, NO_SCENE]);
}

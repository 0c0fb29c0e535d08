import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, LiveBus, type LiveHint, type Principal, SignedIn } from '@seatline/server';
import { interval, map, merge, Observable } from 'rxjs';
import { ROUTING_HINT } from '../routing/router';

/** Often enough that no proxy takes the stream for dead. */
const HEARTBEAT_MILLISECONDS = 20_000;

/** Hints that something changed; the portal reads again what it shows. A hint carries an id and nothing that needs a right of its own. */
@ApiTags('live')
@Controller('events')
export class EventsController {
  constructor(private readonly live: LiveBus) {}

  @Sse()
  @SignedIn()
  @ApiOperation({ operationId: 'hearEvents', description: 'Server-sent events; data is {topic, id}' })
  hear(@CurrentPrincipal() who: Principal): Observable<MessageEvent> {
    const hints = new Observable<MessageEvent>((subscriber) =>
      this.live.subscribe((hint) => {
        if (concerns(hint, who)) subscriber.next({ data: { topic: hint.topic, id: hint.id ?? hint.memberId ?? null } });
      }),
    );
    return merge(hints, interval(HEARTBEAT_MILLISECONDS).pipe(map(() => ({ type: 'heartbeat', data: {} }))));
  }
}

/** What is about a member reaches that member and who watches over agents; what is about the tenant reaches everybody in it; an operator hears nothing of tenants. */
export function concerns(hint: LiveHint, who: Pick<Principal, 'tenantId' | 'memberId' | 'permissions'>): boolean {
  if (hint.topic === ROUTING_HINT) return false;
  if (hint.tenantId === '*') return true;
  if (who.tenantId === null || hint.tenantId !== who.tenantId) return false;
  return hint.memberId === undefined || hint.memberId === who.memberId || who.permissions.has('agents:read');
}

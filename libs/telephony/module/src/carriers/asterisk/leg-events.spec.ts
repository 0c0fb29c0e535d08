import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AriChannel, AriEvent } from './ari/ari-types';
import { EndpointDirectory } from './endpoint-directory';
import { LegEvents } from './leg-events';

const AT = '2026-11-21T22:00:05.500+0000';

function channel(change: Partial<AriChannel> = {}): AriChannel {
  return {
    id: 'node1-1.7',
    name: 'PJSIP/trunk-tr-1-0000000a',
    state: 'Ring',
    caller: { name: '', number: '+8613900001234' },
    accountcode: 'trunk:tr-1',
    dialplan: { context: 'trunk', exten: '+8621', app_name: 'Stasis' },
    creationtime: '2026-11-21T22:00:00.000+0000',
    tenantid: 't-1',
    ...change,
  };
}

const start = (args: readonly string[], change: Partial<AriChannel> = {}): AriEvent => ({ type: 'StasisStart', timestamp: AT, args, channel: channel(change) });
const state = (change: Partial<AriChannel>, timestamp = AT): AriEvent => ({ type: 'ChannelStateChange', timestamp, channel: channel(change) });
const end = (cause: number, change: Partial<AriChannel> = {}): AriEvent => ({ type: 'ChannelDestroyed', timestamp: AT, cause, channel: channel(change) });

describe('Asterisk’s events in our words', () => {
  let legs: LegEvents;
  let unserved: string[];
  let directory: EndpointDirectory;
  const types = (event: AriEvent) => legs.translate(event).map((told) => told.type);

  beforeEach(() => {
    unserved = [];
    directory = new EndpointDirectory();
    directory.setSeat({ seatId: 's-1', username: 'seat-one', service: 'full' });
    legs = new LegEvents(directory, (legId) => unserved.push(legId));
  });

  it('each occurrence is told once, though Asterisk tells it by channel and by endpoint', () => {
    expect(types(start(['inbound', '+8621']))).toEqual(['leg.offered']);
    expect(types(start(['inbound', '+8621']))).toEqual([]);
    expect(types(state({ state: 'Up' }))).toEqual(['leg.answered']);
    expect(types(state({ state: 'Up' }))).toEqual([]);
    expect(types(end(16))).toEqual(['leg.ended']);
    expect(types(end(16))).toEqual([]);
  });

  it('a leg that never was ours is not told: a suspended seat’s call that Asterisk refused by itself', () => {
    const refused = { id: 'node1-1.9', name: 'PJSIP/seat-one-0000000b' };
    expect(types(state({ ...refused, state: 'Up' }))).toEqual([]);
    expect(types(end(21, refused))).toEqual([]);
  });

  it('a dialled leg is told as answered when it can be joined, at the moment when it was picked up', () => {
    const dialled = { id: 'leg-1', name: 'PJSIP/seat-one-0000000c', accountcode: 'seat:s-1' };
    legs.expect('leg-1');
    expect(types(state({ ...dialled, state: 'Ringing' }))).toEqual(['leg.ringing']);
    expect(types(state({ ...dialled, state: 'Up' }, '2026-11-21T22:00:04.000+0000'))).toEqual([]);
    expect(legs.translate(start(['dialled'], dialled))).toEqual([
      { type: 'leg.answered', legId: 'leg-1', at: Date.parse('2026-11-21T22:00:04.000Z'), providerEventId: 'leg-1/answered' },
    ]);
  });

  it('an offer says whose leg it is, what was dialled, and what the seat may', () => {
    const seat = { name: 'PJSIP/seat-one-0000000d', accountcode: 'seat:s-1', caller: { name: '', number: 'seat-one' } };
    expect(legs.translate(start(['outbound', '110', 'emergency-only'], seat))[0]).toMatchObject({
      type: 'leg.offered',
      direction: 'out',
      to: '110',
      service: 'emergency-only',
      origin: { kind: 'seat', seatId: 's-1' },
      tenantId: 't-1',
      at: Date.parse('2026-11-21T22:00:00.000Z'),
    });
  });

  it('a leg without a tenant is handed back to be refused', () => {
    expect(legs.translate(start(['inbound', '+8621'], { tenantid: '' }))).toEqual([]);
    expect(unserved).toEqual(['node1-1.7']);
  });

  it('a seat’s coming and going is told when it changes, not at each of its calls', () => {
    const seat = (online: boolean, resource = 'seat-one'): AriEvent => ({
      type: 'EndpointStateChange',
      timestamp: AT,
      endpoint: { technology: 'PJSIP', resource, state: online ? 'online' : 'offline' },
    });
    legs.setSeatOnline('s-1', false);
    expect([seat(false), seat(true), seat(true), seat(false), seat(true, 'stranger')].map(types)).toEqual([[], ['seat.online'], [], ['seat.offline'], []]);
  });

  it('remembers no more legs than it needs to', () => {
    for (let n = 0; n < 50_000; n += 1) {
      legs.expect(`leg-${n}`);
      legs.ended(`leg-${n}`, 16, 0 as never);
    }
    legs.expect('leg-living');
    expect(legs.ended('leg-49999', 16, 0 as never)).toEqual([]);
    expect(legs.ended('leg-living', 16, 0 as never)).toHaveLength(1);
  });
});

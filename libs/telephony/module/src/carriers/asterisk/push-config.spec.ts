import { describe, expect, it } from '@jest/globals';
import { seatObjects, trunkObjects } from './endpoint-fields';
import { isAsWanted } from './push-config';

const fields = (values: readonly (readonly [string, string])[]) => values.map(([attribute, value]) => ({ attribute, value }));

describe('whether Asterisk already has what is wanted', () => {
  it('reads booleans and networks in Asterisk’s own words', () => {
    expect(isAsWanted({ direct_media: 'no', rtp_timeout: 10 }, fields([['direct_media', 'false'], ['rtp_timeout', '10']]))).toBe(true);
    expect(isAsWanted({ direct_media: 'no' }, fields([['direct_media', 'true']]))).toBe(false);
    expect(isAsWanted({ context: 'seat' }, fields([]))).toBe(false);
  });

  it('sees an address that is too many, one that is missing, and one that is there twice', () => {
    const wanted = { match: '127.0.0.1:5060,10.0.0.2' };
    const both = [['match', '127.0.0.1:5060/255.255.255.255'], ['match', '10.0.0.2/255.255.255.255']] as const;
    expect(isAsWanted(wanted, fields(both))).toBe(true);
    expect(isAsWanted(wanted, fields([...both, ['match', '10.0.0.3/255.255.255.255']]))).toBe(false);
    expect(isAsWanted(wanted, fields([both[0]]))).toBe(false);
    expect(isAsWanted(wanted, fields([both[0], both[0]]))).toBe(false);
  });
});

describe('what an endpoint is given', () => {
  const seat = { id: 's-1', tenantId: 't-1', sipUsername: 'seat-one', ha1: 'a'.repeat(32), service: 'full' } as const;
  const trunk = { id: 'tr-1', tenantId: 't-1', host: '10.0.0.9', port: 5060, matchAddresses: ['10.0.0.9'], register: false } as const;
  const endpoint = (objects: ReturnType<typeof seatObjects>) => objects.find((object) => object.kind === 'endpoint')?.fields ?? {};

  it.each([
    ['a seat', endpoint(seatObjects(seat))],
    ['a trunk', endpoint(trunkObjects(trunk))],
  ])('%s is noticed when it falls silent, transfers nothing, and is its tenant’s', (_, given) => {
    expect(given).toMatchObject({ send_connected_line: 'no', allow_transfer: 'no', direct_media: 'no', tenantid: 't-1' });
    expect(Number(given['rtp_timeout'])).toBeGreaterThan(0);
    expect(Number(given['rtp_timeout_hold'])).toBeGreaterThan(0);
  });

  it('a suspended seat differs in its context alone', () => {
    const full = endpoint(seatObjects(seat));
    const suspended = endpoint(seatObjects({ ...seat, service: 'emergency-only' }));
    expect(suspended).toEqual({ ...full, context: 'seat-suspended' });
  });

  it('a trunk is known by its address and not by a name that anybody can use', () => {
    expect(endpoint(trunkObjects(trunk))).toMatchObject({ identify_by: 'ip', context: 'trunk' });
  });

  it('a trunk without a login has no auth, one without addresses lets nobody in, and only one that asks for it registers', () => {
    const kinds = (objects: ReturnType<typeof trunkObjects>) => objects.map((object) => object.kind);
    expect(kinds(trunkObjects(trunk))).toEqual(['aor', 'endpoint', 'identify']);
    expect(kinds(trunkObjects({ ...trunk, matchAddresses: [] }))).toEqual(['aor', 'endpoint']);
    expect(kinds(trunkObjects({ ...trunk, username: 'u', secret: 's', register: true }))).toEqual(['auth', 'aor', 'endpoint', 'identify', 'registration']);
  });
});

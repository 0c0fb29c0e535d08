import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from '../seat-endpoint/desired-service';
import { checkTrunk } from './trunk-addresses';

const DRAFT = { host: '203.0.113.7', port: 5060, username: null, hasSecret: false, matchAddresses: [], register: false } as const;

describe('a trunk as entered', () => {
  it.each([
    ['its own address when none is listed', {}, ['203.0.113.7:5060']],
    ['what is listed, once', { matchAddresses: ['203.0.113.0/24', ' 198.51.100.1:5061 ', '198.51.100.1:5061', ''] }, ['203.0.113.0/24', '198.51.100.1:5061']],
    ['a name with numeric addresses', { host: 'sip.example.net', matchAddresses: ['203.0.113.7'] }, ['203.0.113.7']],
  ])('takes calls from %s', (_case, change, addresses) => {
    expect(checkTrunk({ ...DRAFT, ...change })).toEqual({ ok: true, value: { matchAddresses: addresses } });
  });

  it.each([
    ['no host', { host: 'a b' }, 'trunk.invalid-host'],
    ['half a login', { username: 'u' }, 'trunk.login-incomplete'],
    ['a secret alone', { hasSecret: true }, 'trunk.login-incomplete'],
    ['registration without a login', { register: true }, 'trunk.login-incomplete'],
    ['a name only', { host: 'sip.example.net' }, 'trunk.invalid-address'],
    ['a name as address', { matchAddresses: ['sip.example.net'] }, 'trunk.invalid-address'],
    ['a network that is too wide', { matchAddresses: ['203.0.0.0/16'] }, 'trunk.invalid-address'],
    ['a port that is none', { matchAddresses: ['203.0.113.7:0'] }, 'trunk.invalid-address'],
    ['a byte that is none', { matchAddresses: ['203.0.113.256'] }, 'trunk.invalid-address'],
  ])('is refused with %s', (_case, change, code) => {
    expect(checkTrunk({ ...DRAFT, ...change })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('is tried again after 5, 10, 20 … at most 300 seconds', () => {
    expect([0, 1, 2, 3, 7, 8, 100].map(retryAfterSeconds)).toEqual([0, 5, 10, 20, 300, 300, 300]);
  });
});

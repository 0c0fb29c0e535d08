import { expect, it } from '@jest/globals';
import { concerns } from './events.controller';

const WHO = { tenantId: 't1', memberId: 'm1', permissions: new Set<string>() };
const SUPERVISOR = { ...WHO, memberId: 'm9', permissions: new Set(['agents:read']) };

it.each([
  ['a tenant’s hint to its members', { tenantId: 't1', topic: 'calls', id: 'c' }, WHO, true],
  ['another tenant’s', { tenantId: 't2', topic: 'calls', id: 'c' }, WHO, false],
  ['one’s own', { tenantId: 't1', topic: 'agent', memberId: 'm1' }, WHO, true],
  ['another member’s', { tenantId: 't1', topic: 'agent', memberId: 'm2' }, WHO, false],
  ['another member’s, to a supervisor', { tenantId: 't1', topic: 'agent', memberId: 'm2' }, SUPERVISOR, true],
  ['another tenant’s member’s, to a supervisor', { tenantId: 't2', topic: 'agent', memberId: 'm2' }, SUPERVISOR, false],
  ['after a lost connection, to everybody', { tenantId: '*', topic: 'resync' }, WHO, true],
  ['the router’s own', { tenantId: 't1', topic: 'routing' }, SUPERVISOR, false],
  ['a tenant’s, to somebody outside of every tenant', { tenantId: 't1', topic: 'calls' }, { ...WHO, tenantId: null, memberId: null }, false],
])('%s: %j', (_what, hint, who, expected) => {
  expect(concerns(hint, who)).toBe(expected);
});

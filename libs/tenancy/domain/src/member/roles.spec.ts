import { describe, expect, it } from '@jest/globals';
import { OPERATOR_PERMISSIONS, OPERATOR_ROLES, permissionsOf, ROLE_PERMISSIONS, sessionPermissions, TENANT_PERMISSIONS, TENANT_ROLES } from './roles';

describe('permissions', () => {
  it.each([
    ['tenant-admin', 'tenant:manage', true],
    ['tenant-admin', 'members:manage', true],
    ['tenant-admin', 'agent:work', false],
    ['tenant-billing', 'billing:manage', true],
    ['tenant-billing', 'members:manage', false],
    ['tenant-billing', 'calls:recordings', false],
    ['supervisor', 'agents:supervise', true],
    ['supervisor', 'billing:read', false],
    ['quality', 'calls:recordings', true],
    ['quality', 'agents:supervise', false],
    ['agent', 'agent:work', true],
    ['agent', 'seats:read', false],
    ['operator-admin', 'operator:tenants-manage', true],
    ['operator-admin', 'billing:read', false],
    ['operator-billing', 'operator:payments', true],
    ['operator-billing', 'operator:tenants-manage', false],
    ['operator-support', 'operator:payments', false],
    ['nobody', 'seats:read', false],
  ])('%s: %s is %s', (role, permission, held) => {
    expect((permissionsOf([role]) as ReadonlySet<string>).has(permission)).toBe(held);
  });

  it('adds up over roles', () => {
    expect([...permissionsOf(['agent', 'tenant-billing'])].sort()).toEqual([...ROLE_PERMISSIONS.agent, ...ROLE_PERMISSIONS['tenant-billing']].sort());
  });

  it('keeps the two sides apart in the table: no tenant role holds an operator’s permission, no operator role a tenant’s', () => {
    for (const role of TENANT_ROLES) expect(ROLE_PERMISSIONS[role].filter((each) => each.startsWith('operator:'))).toEqual([]);
    for (const role of OPERATOR_ROLES) expect(ROLE_PERMISSIONS[role].filter((each) => !each.startsWith('operator:'))).toEqual([]);
  });

  it('has a holder for every permission', () => {
    const held = new Set(Object.values(ROLE_PERMISSIONS).flat());
    expect([...TENANT_PERMISSIONS, ...OPERATOR_PERMISSIONS].filter((each) => !held.has(each))).toEqual([]);
  });
});

describe('a session', () => {
  const both = { tenantRoles: ['agent'], operatorRoles: ['operator-admin'] };
  it('inside a tenant has the member’s rights only', () => {
    expect([...sessionPermissions({ ...both, inTenant: true })]).toEqual(['agent:work']);
  });
  it('outside every tenant has the operator’s rights only', () => {
    expect([...sessionPermissions({ ...both, inTenant: false })].sort()).toEqual([...OPERATOR_PERMISSIONS].sort());
  });
  it('takes no operator’s role from a member’s row, and no tenant’s from a grant', () => {
    expect(sessionPermissions({ inTenant: true, tenantRoles: ['operator-admin'], operatorRoles: [] }).size).toBe(0);
    expect(sessionPermissions({ inTenant: false, tenantRoles: [], operatorRoles: ['tenant-admin'] }).size).toBe(0);
  });
});

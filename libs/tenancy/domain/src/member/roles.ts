/** What a member may be inside one tenant; a member has at least one of these. */
export const TENANT_ROLES = ['tenant-admin', 'tenant-billing', 'supervisor', 'quality', 'agent'] as const;
export type TenantRole = (typeof TENANT_ROLES)[number];

/** What a person may be on the platform's side, above all tenants. */
export const OPERATOR_ROLES = ['operator-admin', 'operator-billing', 'operator-support'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export type Role = TenantRole | OperatorRole;

/** What a route inside a tenant can ask for. */
export const TENANT_PERMISSIONS = [
  'seats:read', 'seats:manage', 'members:read', 'members:manage', 'billing:read', 'billing:manage', 'numbers:read', 'numbers:manage',
  'queues:read', 'queues:manage', 'calls:read', 'calls:recordings', 'agents:read', 'agents:supervise', 'agent:work', 'audit:read', 'tenant:manage',
] as const;
export type TenantPermission = (typeof TENANT_PERMISSIONS)[number];

/** What a route of the operator's console can ask for. */
export const OPERATOR_PERMISSIONS = [
  'operator:tenants', 'operator:tenants-manage', 'operator:leases', 'operator:payments', 'operator:arrears', 'operator:maintenance', 'operator:jobs',
  'operator:decks', 'operator:plans', 'operator:numbers', 'operator:audit', 'operator:demo', 'operator:checks',
  'operator:carrier-records',
] as const;
export type OperatorPermission = (typeof OPERATOR_PERMISSIONS)[number];

export type Permission = TenantPermission | OperatorPermission;

/**
 * Who may do what: the one table that guards and portal read. A tenant admin holds everything of the tenant except an agent's own work, which
 * needs the role of an agent beside it; a supervisor leads agents and sees no money; quality listens and changes nothing. An operator's role
 * holds nothing inside a tenant.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  'tenant-admin': TENANT_PERMISSIONS.filter((permission) => permission !== 'agent:work'),
  'tenant-billing': ['seats:read', 'billing:read', 'billing:manage', 'numbers:read', 'calls:read'],
  supervisor: [
    'seats:read', 'seats:manage', 'members:read', 'numbers:read', 'queues:read', 'queues:manage', 'calls:read', 'calls:recordings', 'agents:read', 'agents:supervise',
  ],
  quality: ['members:read', 'queues:read', 'calls:read', 'calls:recordings', 'agents:read'],
  agent: ['agent:work'],
  'operator-admin': OPERATOR_PERMISSIONS,
  'operator-billing': ['operator:tenants', 'operator:leases', 'operator:payments', 'operator:arrears', 'operator:decks', 'operator:plans', 'operator:audit', 'operator:checks', 'operator:carrier-records'],
  'operator-support': ['operator:tenants', 'operator:leases', 'operator:arrears', 'operator:maintenance', 'operator:jobs', 'operator:numbers', 'operator:demo'],
};

/** True for a role that a member of a tenant can have. */
export function isTenantRole(name: string): name is TenantRole {
  return (TENANT_ROLES as readonly string[]).includes(name);
}

/** True for a role that only a grant of the platform gives. */
export function isOperatorRole(name: string): name is OperatorRole {
  return (OPERATOR_ROLES as readonly string[]).includes(name);
}

/** True for a permission of the operator's console; every other permission is asked inside a tenant. */
export function isOperatorPermission(name: string): name is OperatorPermission {
  return (OPERATOR_PERMISSIONS as readonly string[]).includes(name);
}

/**
 * Everything that the roles together allow. No role, and a name that is no role, allow nothing.
 * Source: the roles; the table above.
 */
export function permissionsOf(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(roles.filter((role): role is Role => isTenantRole(role) || isOperatorRole(role)).flatMap((role) => ROLE_PERMISSIONS[role]));
}

/**
 * What a session may do. Inside a tenant only the member's own roles there count, whatever the person may do on the platform's side; outside
 * every tenant only the operator's grants count. So an operator never carries a right into a tenant, nor a tenant's admin one out of it.
 */
export function sessionPermissions(session: { inTenant: boolean; tenantRoles: readonly string[]; operatorRoles: readonly string[] }): ReadonlySet<Permission> {
  return session.inTenant ? permissionsOf(session.tenantRoles.filter(isTenantRole)) : permissionsOf(session.operatorRoles.filter(isOperatorRole));
}

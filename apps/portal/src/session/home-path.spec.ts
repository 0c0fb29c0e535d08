import { describe, expect, it } from '@jest/globals';
import { homePath, safeNext } from './home-path';
import { preferredLanguage } from './preferred-language';

const nobody = { tenant: null, operatorRoles: [], permissions: [], tenants: [] };

describe('where a day begins', () => {
  it.each([
    ['an operator', { ...nobody, operatorRoles: ['operator-admin'] }, '/operator'],
    ['a person of several tenants', { ...nobody, tenants: [{}, {}] }, '/choose-tenant'],
    ['an agent', { ...nobody, tenant: {}, permissions: ['agent:work'] }, '/desk'],
    ['a tenant admin', { ...nobody, tenant: {}, permissions: ['billing:read', 'seats:read'] }, '/overview'],
    ['an admin who also answers', { ...nobody, tenant: {}, permissions: ['billing:read', 'agent:work'] }, '/overview'],
    ['an operator at work for a tenant', { ...nobody, tenant: {}, operatorRoles: ['operator-admin'], permissions: ['agent:work'] }, '/desk'],
  ])('%s', (_, session, path) => expect(homePath(session)).toBe(path));
});

describe('the address after a sign-in', () => {
  it.each([
    ['/invoices/7?kind=rent', '/invoices/7?kind=rent'],
    ['https://elsewhere.example', null],
    ['//elsewhere.example', null],
    ['/\\elsewhere.example', null],
    ['/sign-in?next=/', null],
    [null, null],
  ])('%s → %s', (next, kept) => expect(safeNext(next)).toBe(kept));
});

describe('the language', () => {
  it.each([
    ['en', ['zh-CN'], 'en'],
    [null, ['en-GB', 'zh-CN'], 'en'],
    [null, ['zh-TW', 'en'], 'zh-CN'],
    [null, ['fr', 'en'], 'en'],
    [null, ['fr'], 'zh-CN'],
    ['odd', [], 'zh-CN'],
  ])('chosen %s, browser %j: %s', (stored, browser, language) => expect(preferredLanguage(stored, browser)).toBe(language));
});

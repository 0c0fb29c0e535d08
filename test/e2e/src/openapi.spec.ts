import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildOpenApi, productRoot } from '@seatline/api';
import { TestApp } from '@seatline/test-support';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start('2026-03-02T09:00:00+08:00');
});
afterAll(() => test.stop());

it('is committed as the API is; write it anew with `npx nx run api:openapi`', () => {
  const committed: unknown = JSON.parse(readFileSync(join(productRoot(), 'apps/api/openapi.json'), 'utf8'));
  expect(buildOpenApi(test.app)).toEqual(committed);
});

it('names every operation once, for the portal’s client', () => {
  const operations = Object.values(buildOpenApi(test.app).paths).flatMap((item) => Object.values(item as Record<string, { operationId?: string }>));
  const names = operations.map((operation) => operation.operationId ?? '');
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

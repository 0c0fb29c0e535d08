import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  minItems?: number;
}

/** A body that the API's own description says is good, so that a refusal is about whose thing it is and not about the input. */
export function sampleBody(api: OpenAPIObject, method: string, path: string): object {
  const operation = operationOf(api, method, path);
  const schema = (operation?.requestBody as { content?: Record<string, { schema?: Schema }> } | undefined)?.content?.['application/json']?.schema;
  return schema ? (sample(api, schema) as object) : {};
}

function operationOf(api: OpenAPIObject, method: string, path: string): { requestBody?: unknown } | undefined {
  const item = api.paths[path.replace(/:(\w+)/g, '{$1}')] as Record<string, { requestBody?: unknown }> | undefined;
  return item?.[method.toLowerCase()];
}

function sample(api: OpenAPIObject, schema: Schema): unknown {
  if (schema.$ref) return sample(api, (api.components?.schemas as Record<string, Schema>)[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf?.length === 1) return sample(api, schema.allOf[0] ?? {});
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => sample(api, each) as object));
  if (schema.oneOf) return sample(api, schema.oneOf[0] ?? {});
  if (schema.type === 'array') return schema.minItems ? [sample(api, schema.items ?? {})] : [];
  if (schema.type === 'number' || schema.type === 'integer') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return false;
  if (schema.type === 'string') return sampleText(schema.format);
  const required = new Set(schema.required ?? []);
  return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name)).map(([name, each]) => [name, sample(api, each)]));
}

function sampleText(format: string | undefined): string {
  if (format === 'date') return '2026-06-01';
  if (format === 'date-time') return '2026-06-01T00:00:00Z';
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000000';
  if (format === 'email') return 'somebody@elsewhere.test';
  return 'sample';
}

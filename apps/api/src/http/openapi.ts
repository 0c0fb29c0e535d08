import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The contract that the portal's client is generated from; `apps/api/openapi.json` is its committed copy, held equal by a test. */
export function buildOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Seatline')
    .setDescription('Rent call-centre seats: leases, seats, calls, invoices. Cookies sign in; unsafe methods carry x-csrf-token.')
    .setVersion('1')
    .addCookieAuth('seatline_access')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  return JSON.parse(JSON.stringify({ ...document, paths: sorted(document.paths), components: { ...document.components, schemas: sorted(document.components?.schemas ?? {}) } })) as OpenAPIObject;
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

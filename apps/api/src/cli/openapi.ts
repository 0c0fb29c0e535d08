import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SYSTEM_CLOCK } from '@seatline/kernel';
import { AppModule } from '../app.module';
import { API_PREFIX, UNPREFIXED } from '../create-app';
import { buildOpenApi } from '../http/openapi';

/** Writes the API's description. Nest's preview mode builds the routes and nothing behind them, so no database is needed. */
export async function runOpenApi(streams: { out: Writable }): Promise<number> {
  const module = AppModule.forRoot({
    adminUrl: 'postgres://nobody@localhost/nothing',
    secret: 'the description needs no secret',
    poolSize: 2,
    clock: SYSTEM_CLOCK,
    publicUrl: 'http://localhost',
    carriers: [],
    records: [],
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { preview: true, logger: ['error'], abortOnError: false });
  app.setGlobalPrefix(API_PREFIX, { exclude: UNPREFIXED });
  streams.out.write(`${JSON.stringify(buildOpenApi(app), null, 2)}\n`);
  return 0;
}

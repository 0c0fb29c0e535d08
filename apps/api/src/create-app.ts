import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import fastifyCookie from '@fastify/cookie';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppModule, type AppOptions } from './app.module';
import { ProblemFilter } from './http/problem-filter';
import { productRoot } from './settings';

/** Everything of the API stands below its version; what supervisors ask for does not. */
export const API_PREFIX = 'v1';
export const UNPREFIXED = ['healthz', 'readyz'];

/** Five mebibytes are room for a rate deck's CSV in a request; anything larger comes as a file later. */
const MOST_BODY_BYTES = 5 * 1024 * 1024;

/** A route as the router knows it. */
export interface Route {
  readonly method: string;
  readonly path: string;
}

const ROUTES = new WeakMap<NestFastifyApplication, Route[]>();

/** Every route that the router answers: the isolation test finds its work here, so that a new route cannot be forgotten. */
export function routesOf(app: NestFastifyApplication): readonly Route[] {
  return ROUTES.get(app) ?? [];
}

/** Builds the HTTP application over a database that is already migrated. It does not listen and works no jobs yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: MOST_BODY_BYTES, trustProxy: options.trustProxy ?? false, forceCloseConnections: true });
  const routes: Route[] = [];
  adapter.getInstance().addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) if (each !== 'HEAD' && each !== 'OPTIONS') routes.push({ method: each, path: url });
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(options), adapter, { logger: ['error', 'warn'], abortOnError: false, rawBody: true });
  ROUTES.set(app, routes);
  app.setGlobalPrefix(API_PREFIX, { exclude: UNPREFIXED });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new ProblemFilter());
  await app.register(fastifyCookie);
  securityHeaders(app, (options.gateway?.publishableKey ?? null) !== null);
  await servePortal(app);
  return app;
}

/** Where Stripe is on, its card form comes in: its script, its frames, and what they ask of Stripe. */
const STRIPE_SOURCES = " script-src 'self' https://js.stripe.com; frame-src https://js.stripe.com https://hooks.stripe.com;";

/** The portal is our own code from our own origin only: no inline scripts, no frames around it. antd writes its styles inline. */
function securityHeaders(app: NestFastifyApplication, withStripe: boolean): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin').header('x-frame-options', 'DENY').header(
      'content-security-policy',
      `default-src 'self';${withStripe ? STRIPE_SOURCES : ''} style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'${withStripe ? ' https://api.stripe.com' : ''}; media-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
    );
  });
}

async function servePortal(app: NestFastifyApplication): Promise<void> {
  const root = join(productRoot(), 'apps/portal/dist');
  if (!existsSync(join(root, 'index.html'))) return; // the API alone: tests of HTTP, or a deployment with the portal elsewhere
  await app.register(fastifyStatic, { root, wildcard: false, maxAge: '1y', immutable: true, index: false });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (path.startsWith('/v1/') || path.startsWith('/assets/')) {
      reply.callNotFound();
      return;
    }
    // Every other address is a page of the portal's own router.
    void reply.header('cache-control', 'no-cache').sendFile('index.html', { maxAge: 0, immutable: false });
  });
}

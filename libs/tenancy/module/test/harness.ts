import fastifyCookie from '@fastify/cookie';
import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, Get, Global, HttpException, Module, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { zone } from '@seatline/kernel';
import { CLOCK, CurrentPrincipal, DatabaseModule, type Principal, Problem, RequirePermission, ServerModule } from '@seatline/server';
import { createTestDatabase, type TestDatabase } from '@seatline/server/testing';
import { TENANCY_PROBLEMS } from '@seatline/tenancy-domain';
import pg from 'pg';
import request from 'supertest';
import { TENANCY_ENTITIES, type TenancyBindings, TenancyModule, type TenancySettings } from '../src';
import { FakeClock } from './fake-clock';

export const PUBLIC_URL = 'https://seats.example';

const GENERAL: Record<string, number> = { 'not-signed-in': 401, forbidden: 403, 'not-found': 404, 'too-many-requests': 429 };

/** The application has its own; this one says just enough to be looked at. */
@Catch()
class TestProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<{ code(status: number): { send(body: unknown): void } }>();
    if (error instanceof Problem) {
      const status = { ...GENERAL, ...Object.fromEntries(Object.entries(TENANCY_PROBLEMS).map(([code, { status: own }]) => [code, own])) }[error.code] ?? 500;
      reply.code(status).send({ code: error.code, facts: error.facts });
    } else if (error instanceof HttpException) reply.code(error.getStatus()).send({ code: 'http', facts: error.getResponse() });
    else reply.code(500).send({ code: 'internal', facts: { error: error instanceof Error ? (error.stack ?? error.message) : String(error) } });
  }
}

/** Routes that exist to try the guard. */
@Controller('tried')
class TriedController {
  @Get('unmarked')
  unmarked(): { seen: boolean } {
    return { seen: true };
  }

  @Get('seats')
  @RequirePermission('seats:read')
  seats(@CurrentPrincipal() principal: Principal): { tenantId: string | null } {
    return { tenantId: principal.tenantId };
  }

  @Get('operator')
  @RequirePermission('operator:leases')
  operator(): { seen: boolean } {
    return { seen: true };
  }
}

export interface Harness {
  readonly app: NestFastifyApplication;
  readonly clock: FakeClock;
  readonly database: TestDatabase;
  readonly admin: pg.Client;
  get<Service>(token: Type<Service> | (abstract new (...args: never[]) => Service)): Service;
  close(): Promise<void>;
}

export async function startHarness(settings: Partial<TenancySettings> = {}, bindings: TenancyBindings = {}): Promise<Harness> {
  const database = await createTestDatabase();
  const clock = new FakeClock('2026-03-02T01:00:00Z');
  @Global()
  @Module({ providers: [{ provide: CLOCK, useValue: clock }], exports: [CLOCK] })
  class ClockModule {}
  const tenancy = { secret: 'a secret of the tests only', publicUrl: PUBLIC_URL, operatorZone: zone('Asia/Shanghai'), attemptsPerMinute: 1000, ...settings };
  @Module({
    imports: [
      ClockModule,
      DatabaseModule.forRoot({ adminUrl: database.adminUrl, secret: database.secret, poolSize: 6 }, TENANCY_ENTITIES),
      ServerModule,
      TenancyModule.forRoot(tenancy, bindings),
    ],
    controllers: [TriedController],
  })
  class TestModule {}
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), { logger: ['error'], abortOnError: false });
  app.setGlobalPrefix('v1');
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  app.useGlobalFilters(new TestProblemFilter());
  await app.register(fastifyCookie);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  return {
    app,
    clock,
    database,
    admin,
    get: (token) => app.get(token, { strict: false }),
    async close() {
      await admin.end();
      await app.close();
      await database.drop();
    },
  };
}

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into whatever came back
  readonly body: any;
}

/** A browser: keeps cookies by name and path, and sends the CSRF token that it was last given. */
export class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();
  csrfToken: string | null = null;
  origin: string | null = PUBLIC_URL;

  constructor(private readonly harness: Harness) {}

  async send(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: object): Promise<Answer> {
    let sent = request(this.harness.app.getHttpServer())[method](path);
    const own = [...this.cookies].filter(([, cookie]) => path.startsWith(cookie.path)).map(([name, cookie]) => `${name}=${cookie.value}`);
    if (own.length > 0) sent = sent.set('cookie', own.join('; '));
    if (this.csrfToken !== null) sent = sent.set('x-csrf-token', this.csrfToken);
    if (this.origin !== null) sent = sent.set('origin', this.origin);
    const answer = body === undefined ? await sent : await sent.send(body);
    this.keep(answer.headers['set-cookie'] as unknown as string[] | undefined);
    if (typeof answer.body?.csrfToken === 'string') this.csrfToken = answer.body.csrfToken;
    return { status: answer.status, body: answer.body };
  }

  signIn(email: string, password: string): Promise<Answer> {
    return this.send('post', '/v1/session', { email, password });
  }

  /** The lines as the server set them, for looking at their attributes. */
  setCookies: string[] = [];

  private keep(lines: string[] | undefined): void {
    this.setCookies = lines ?? [];
    for (const line of this.setCookies) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const path = attributes.find((each) => each.startsWith('Path='))?.slice(5) ?? '/';
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
  }
}

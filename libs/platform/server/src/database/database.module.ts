import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { POOL_SETTINGS } from './pool-settings';
import { roleUrl } from './roles';
import { PLATFORM_POOL, PlatformUnitOfWork, TenantUnitOfWork } from './unit-of-work';

export interface DatabaseSettings {
  /** An administrator's address of the database; the API itself connects with roles of its own. */
  readonly adminUrl: string;
  readonly secret: string;
  readonly poolSize: number;
}

export const DATABASE_SETTINGS = Symbol('DATABASE_SETTINGS');

/** One pool for tenants' work (TypeORM owns it, Drizzle rides on it) and a small one for the platform's door. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(PLATFORM_POOL) private readonly platformPool: pg.Pool) {}

  /** @param entities every entity class of every module; each table has exactly one mapper (architecture.md). */
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for entity classes
  static forRoot(settings: DatabaseSettings, entities: Function[]): DynamicModule {
    const platformPool = new pg.Pool({
      ...POOL_SETTINGS,
      connectionString: roleUrl(settings.adminUrl, 'seatline_platform', settings.secret),
      max: Math.max(2, Math.floor(settings.poolSize / 2)),
    });
    // An idle connection that the server closed is reported here; the pool has already dropped it.
    platformPool.on('error', () => undefined);
    // One that is in use between two statements tells nobody but itself, and an error that nobody hears ends the process; its next statement fails and says why.
    platformPool.on('connect', (client) => void client.on('error', () => undefined));
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: roleUrl(settings.adminUrl, 'seatline_app', settings.secret),
          entities,
          synchronize: false,
          retryAttempts: 0,
          poolSize: settings.poolSize,
          extra: POOL_SETTINGS,
          poolErrorHandler: () => undefined,
        }),
      ],
      providers: [
        { provide: DATABASE_SETTINGS, useValue: settings },
        { provide: PLATFORM_POOL, useValue: platformPool },
        TenantUnitOfWork,
        PlatformUnitOfWork,
      ],
      exports: [DATABASE_SETTINGS, PLATFORM_POOL, TenantUnitOfWork, PlatformUnitOfWork],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.platformPool.end();
  }
}

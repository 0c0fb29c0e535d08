import { type DynamicModule, Module } from '@nestjs/common';
import { type Clock, type Zone, zone } from '@seatline/kernel';
import { CLOCK, DatabaseModule, ServerModule } from '@seatline/server';
import { TENANCY_ENTITIES, TenancyModule } from '@seatline/tenancy';
import { HealthController } from './http/health.controller';
import { PlatformBindings } from './platform-bindings.module';

export interface AppOptions {
  readonly adminUrl: string;
  readonly secret: string;
  readonly poolSize: number;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly operatorZone?: string;
  /** Sign-ins and opened invitations per address and minute. */
  readonly attemptsPerMinute?: number;
  readonly trustProxy?: boolean;
}

const OPERATOR_ZONE: Zone = zone('Asia/Shanghai');

/** The composition root: wires modules and binds ports to adapters. It holds no rule. */
@Module({})
export class AppModule {
  static forRoot(options: AppOptions): DynamicModule {
    const operatorZone = options.operatorZone === undefined ? OPERATOR_ZONE : zone(options.operatorZone);
    return {
      module: AppModule,
      imports: [
        PlatformBindings.forRoot([{ provide: CLOCK, useValue: options.clock }]),
        DatabaseModule.forRoot({ adminUrl: options.adminUrl, secret: options.secret, poolSize: options.poolSize }, [...TENANCY_ENTITIES]),
        ServerModule,
        TenancyModule.forRoot(
          { secret: options.secret, publicUrl: options.publicUrl, operatorZone, attemptsPerMinute: options.attemptsPerMinute ?? 120 },
        ),
      ],
      controllers: [HealthController],
    };
  }
}

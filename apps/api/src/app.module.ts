import { type DynamicModule, Module } from '@nestjs/common';
import type { Clock } from '@seatline/kernel';
import { CLOCK, DatabaseModule, ServerModule } from '@seatline/server';
import { PlatformBindings } from './platform-bindings.module';

export interface AppOptions {
  readonly adminUrl: string;
  readonly secret: string;
  readonly poolSize: number;
  readonly clock: Clock;
  readonly trustProxy?: boolean;
}

/** The composition root: wires modules and binds ports to adapters. It holds no rule. */
@Module({})
export class AppModule {
  static forRoot(options: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformBindings.forRoot([{ provide: CLOCK, useValue: options.clock }]),
        DatabaseModule.forRoot({ adminUrl: options.adminUrl, secret: options.secret, poolSize: options.poolSize }, []),
        ServerModule,
      ],
    };
  }
}

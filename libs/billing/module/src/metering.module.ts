import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { BillingModule } from './billing.module';
import { SeatUsageController } from './http/seat-usage.controller';
import { ReadSeatUsage } from './use-cases/read-seat-usage';

/** What the composition root binds: the port SeatsAtWork, from modules that it imports here. */
export interface MeteringBindings {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly providers: readonly Provider[];
}

const USE_CASES = [ReadSeatUsage];

/** What was used of what is rented. */
@Module({})
export class MeteringModule {
  static forRoot(bindings: MeteringBindings): DynamicModule {
    return {
      module: MeteringModule,
      imports: [BillingModule, ...bindings.imports],
      controllers: [SeatUsageController],
      providers: [...bindings.providers, ...USE_CASES],
      exports: USE_CASES,
    };
  }
}

import { type DynamicModule, Module, type ModuleMetadata, type OnModuleInit, type Provider } from '@nestjs/common';
import type { Zone } from '@seatline/kernel';
import { Jobs } from '@seatline/server';
import { BillingModule } from './billing.module';
import { CostDecksController } from './http/cost-decks.controller';
import { MarginController } from './http/margin.controller';
import { ReconciliationsController } from './http/reconciliations.controller';
import { SeatUsageController } from './http/seat-usage.controller';
import { CostList } from './use-cases/cost-list';
import { DecideFinding } from './use-cases/decide-finding';
import { NightlyReconciliation } from './use-cases/nightly-reconciliation';
import { ReadMargin } from './use-cases/read-margin';
import { ReadSeatUsage } from './use-cases/read-seat-usage';
import { COMPARING_ZONE } from './use-cases/comparing-zone';
import { ReconcileTrunk } from './use-cases/reconcile-trunk';
import { ValueCalls } from './use-cases/value-calls';

export interface MeteringSettings {
  /** Whose days calls are compared by. */
  readonly operatorZone: Zone;
}

/** What the composition root binds: the ports SeatsAtWork and CarrierSide, from modules that it imports here. */
export interface MeteringBindings {
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly providers: readonly Provider[];
}

const USE_CASES = [ReadSeatUsage, ReadMargin, ReconcileTrunk, DecideFinding, NightlyReconciliation, CostList];

/** The rounds come often; a day is compared once. */
const EVERY_SECONDS = 900;

/** What was used of what is rented, and our records of calls beside the carriers'. */
@Module({})
export class MeteringModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly nightly: NightlyReconciliation,
  ) {}

  static forRoot(settings: MeteringSettings, bindings: MeteringBindings): DynamicModule {
    return {
      module: MeteringModule,
      imports: [BillingModule, ...bindings.imports],
      controllers: [SeatUsageController, ReconciliationsController, CostDecksController, MarginController],
      providers: [{ provide: COMPARING_ZONE, useValue: settings.operatorZone }, ...bindings.providers, ValueCalls, ...USE_CASES],
      exports: USE_CASES,
    };
  }

  onModuleInit(): void {
    this.jobs.every({
      name: 'carrier-reconciliation',
      everySeconds: EVERY_SECONDS,
      run: async () => {
        await this.nightly.run();
      },
    });
  }
}

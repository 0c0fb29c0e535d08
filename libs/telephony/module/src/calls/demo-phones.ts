import { Inject, Injectable } from '@nestjs/common';
import type { TenantTransaction } from '@seatline/server';
import { DEMO_WORLD, type DemoWorld } from '../ports/demo-phones';
import { TenantCalling } from '../registry/tenant-calling';
import type { CarrierName } from '../settings';

/** The telephones of simulated seats, which have nobody to pick them up but the portal. */
@Injectable()
export class DemoPhones {
  constructor(
    @Inject(DEMO_WORLD) private readonly world: DemoWorld | null,
    private readonly calling: TenantCalling,
  ) {}

  has(carrier: CarrierName): boolean {
    return this.world?.carrier === carrier;
  }

  carrierOf(tx: TenantTransaction): Promise<CarrierName> {
    return this.calling.carrierOf(tx);
  }

  answer(carrier: CarrierName, seatId: string): boolean {
    return this.has(carrier) && (this.world?.answer(seatId) ?? false);
  }
}

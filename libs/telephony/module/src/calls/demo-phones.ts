import { Inject, Injectable } from '@nestjs/common';
import { DEMO_WORLD, type DemoWorld } from '../ports/demo-phones';
import type { CarrierName } from '../settings';

/** The telephones of simulated seats, which have nobody to pick them up but the portal. */
@Injectable()
export class DemoPhones {
  constructor(@Inject(DEMO_WORLD) private readonly world: DemoWorld | null) {}

  has(carrier: CarrierName): boolean {
    return this.world?.carrier === carrier;
  }

  answer(carrier: CarrierName, seatId: string): boolean {
    return this.has(carrier) && (this.world?.answer(seatId) ?? false);
  }
}

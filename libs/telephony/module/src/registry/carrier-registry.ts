import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@seatline/server';
import type { Carrier } from '@seatline/telephony-domain';
import { CARRIERS, type CarrierName } from '../settings';

/** The carriers that this process can speak to, by name. */
@Injectable()
export class CarrierRegistry {
  constructor(@Inject(CARRIERS) private readonly carriers: readonly Carrier[]) {}

  all(): readonly Carrier[] {
    return this.carriers;
  }

  /** The carrier of tenants that have none yet. Throws a Problem when the installation has no carrier at all. */
  first(): Carrier {
    const [first] = this.carriers;
    if (!first) throw new Problem('carrier.not-configured', { carrier: '' });
    return first;
  }

  /** Throws a Problem when a tenant's row names a carrier that this installation does not have. */
  named(name: CarrierName): Carrier {
    const carrier = this.carriers.find((each) => each.name === name);
    if (!carrier) throw new Problem('carrier.not-configured', { carrier: name });
    return carrier;
  }
}

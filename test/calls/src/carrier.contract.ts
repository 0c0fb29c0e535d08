import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { describeInbound } from './contract/inbound';
import { describeIsolation } from './contract/isolation';
import { describeOutbound } from './contract/outbound';
import { describeProvisioning } from './contract/provisioning';
import { describeRecovery } from './contract/recovery';
import { Stage } from './contract/stage';
import type { CarrierRig } from './support/carrier-rig';

/** What every carrier must do, shown on the port alone. The same tests run on each adapter. */
export function describeCarrier(name: string, makeRig: () => Promise<CarrierRig>): void {
  describe(`a carrier: ${name}`, () => {
    let rig: CarrierRig;
    beforeAll(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.tidy());
    afterAll(() => rig.close());
    const stage = () => new Stage(rig);

    describeProvisioning(stage);
    describeInbound(stage);
    describeOutbound(stage);
    describeIsolation(stage);
    describeRecovery(stage);
  });
}

import { describeCarrier } from './carrier.contract';
import { simulatedRig } from './support/simulated-rig';

describeCarrier('simulated', simulatedRig);

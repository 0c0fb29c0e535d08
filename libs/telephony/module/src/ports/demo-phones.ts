import type { CarrierName } from '../settings';

/** People and telephones that live in this process, for the demo: the simulated carrier's world. */
export interface DemoWorld {
  readonly carrier: CarrierName;
  /** False: the trunk is not known there. */
  callIn(call: { readonly trunkId: string; readonly from: string; readonly to: string }): boolean;
  /** False: nothing rings at the seat. */
  answer(seatId: string): boolean;
}

/** Null where no carrier is simulated. */
export const DEMO_WORLD = Symbol('DEMO_WORLD');

import { afterAll, beforeAll } from '@jest/globals';
import { addOperator, addTenant, type Client, type Rented, rentSeats, TestApp, type TestTenant } from '@seatline/test-support';

/** The API over a database of its own, with a tenant who rents seats of the operator. */
export interface RentedHouse {
  readonly test: TestApp;
  readonly tenant: TestTenant;
  readonly operator: Client;
  readonly rented: Rented;
}

/** Before the tests of a file: the house of this tenant, whose lease and whose story begin on 2026-03-02. */
export function rentedHouseBeforeAll(tenantName: string, seats: number, take: (house: RentedHouse) => void): void {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start('2026-03-02T09:00:00+08:00');
    const tenant = await addTenant(test, tenantName);
    const operator = await addOperator(test);
    take({ test, tenant, operator, rented: await rentSeats(test, tenant, operator, { seats, startOn: '2026-03-02' }) });
  });
  afterAll(() => test.stop());
}

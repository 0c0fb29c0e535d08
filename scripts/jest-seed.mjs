// Gives every property test of a run the run's seed, so that what a run found can be repeated. Only suites that use fast-check load it.
import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const seed = Number(process.env.SEATLINE_SEED);
const { testPath } = expect.getState();
if (Number.isInteger(seed) && testPath && readFileSync(testPath, 'utf8').includes('fast-check')) {
  const { default: fastCheck } = await import('fast-check');
  fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed });
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { workspace } from './content-stamp.mjs';

export const totalsFolder = join(workspace, 'coverage/totals');

const patienceMs = 10_000;

/** A failed test may leave a server or a socket open; the run must then end with its message instead of hanging. */
function endThoughSomethingIsOpen() {
  const end = () => {
    process.stderr.write('The suites are done and something they opened is still open (jest --detectOpenHandles tells what); ending.\n');
    process.exit();
  };
  setTimeout(end, patienceMs).unref();
}

/** Leaves each project's totals in a file that Nx keeps with the cached task, so that `npm test` can sum them either way. */
export default class JestTotals {
  constructor(config) {
    this.project = process.env.NX_TASK_TARGET_PROJECT ?? basename(config.rootDir);
  }

  onRunComplete(_contexts, results) {
    mkdirSync(totalsFolder, { recursive: true });
    const totals = {
      passed: results.numPassedTests,
      // A suite that could not even load has no failed test, and must not pass for that.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(join(totalsFolder, `${this.project}.json`), JSON.stringify(totals));
    endThoughSomethingIsOpen();
  }
}

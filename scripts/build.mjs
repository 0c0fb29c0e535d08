import './require-node.mjs';
import { PreparationFault, prepareApi, preparePortal } from './prepare.mjs';

try {
  await prepareApi(process.stdout);
  await preparePortal(process.stdout);
} catch (cause) {
  if (!(cause instanceof PreparationFault)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
}

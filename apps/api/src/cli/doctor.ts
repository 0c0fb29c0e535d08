import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { migrationsFolder, StartupFault } from '@seatline/server';
import { productRoot, readSettings, type Settings } from '../settings';
import { examineDatabase } from './doctor-database';
import { examineAsterisk, examineStripe, examineTwilio } from './doctor-services';

/** What one look found: fine, not set up (which may be right), or wrong and how to mend it. */
export interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'off' | 'wrong';
  readonly found: string;
  readonly mend?: string;
}

const MARKS = { ok: 'ok   ', off: 'off  ', wrong: 'WRONG' } as const;

/**
 * `seatline doctor`: says what is configured, what it could reach, and what is wrong, in words that say how to mend it. Changes nothing.
 * @returns the exit code: 0 when nothing is wrong, 1 otherwise.
 */
export async function runDoctor(env: NodeJS.ProcessEnv, streams: { out: Writable }): Promise<number> {
  const findings: Finding[] = [examineNode()];
  const settings = settingsOr(findings, env);
  if (settings) {
    findings.push(examineFolder(settings), examinePortal());
    findings.push(...(await Promise.all([examineDatabase(settings, migrationsFolder()), examineAsterisk(settings), examineStripe(settings), examineTwilio(settings)])));
  }
  for (const finding of findings) {
    streams.out.write(`${MARKS[finding.state]}  ${finding.subject}: ${finding.found}\n`);
    if (finding.mend !== undefined) streams.out.write(`         → ${finding.mend}\n`);
  }
  const wrong = findings.filter((finding) => finding.state === 'wrong').length;
  streams.out.write(wrong === 0 ? '\nNothing is wrong.\n' : `\n${wrong} thing${wrong === 1 ? ' is' : 's are'} wrong.\n`);
  return wrong === 0 ? 0 : 1;
}

function settingsOr(findings: Finding[], env: NodeJS.ProcessEnv): Settings | null {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof StartupFault)) throw error;
    findings.push({ subject: 'Settings', state: 'wrong', found: error.message, mend: 'Correct the environment; README.md lists every variable.' });
    return null;
  }
}

function examineNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 22 || (major === 22 && minor >= 18);
  return enough
    ? { subject: 'Node.js', state: 'ok', found: process.versions.node }
    : { subject: 'Node.js', state: 'wrong', found: process.versions.node, mend: 'Run through npm (npm start, npx seatline), which brings Node 24, or install Node 22.18 or newer.' };
}

function examineFolder(settings: Settings): Finding {
  const subject = 'Data folder';
  const nearest = existsSync(settings.dataDir) ? settings.dataDir : dirname(settings.dataDir);
  try {
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
    return { subject, state: 'ok', found: settings.dataDir };
  } catch {
    return { subject, state: 'wrong', found: `${settings.dataDir} cannot be written by this user`, mend: 'Give this user the folder, or name another in SEATLINE_DATA_DIR.' };
  }
}

function examinePortal(): Finding {
  return existsSync(join(productRoot(), 'apps/portal/dist/index.html'))
    ? { subject: 'Portal', state: 'ok', found: 'built' }
    : { subject: 'Portal', state: 'off', found: 'not built yet', mend: 'npm start builds it.' };
}

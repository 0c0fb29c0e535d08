import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type VoiceTools, VoiceUnavailable, ensureAsterisk } from '@seatline/telephony';

const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));

/** Where Asterisk and sipp are unpacked to, and found again by the next run. */
export function voiceDir(): string {
  return process.env['SEATLINE_VOICE_DIR'] ?? join(WORKSPACE, '.data/voice');
}

/**
 * A real Asterisk and sipp for the tests that need them, or null where they cannot be had: then what is left out has been written to the file
 * `SEATLINE_LEFT_OUT`, which the test command prints at its end, and to this run's output. With `CI=true` that is a failure.
 */
export async function requireVoice(whatIsLeftOut: string): Promise<VoiceTools | null> {
  try {
    return await ensureAsterisk(voiceDir(), (line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    if (!(error instanceof VoiceUnavailable) || process.env['CI'] === 'true') throw error;
    const line = `left out: ${whatIsLeftOut} (${error.message})`;
    process.stderr.write(`${line}\n`);
    const report = process.env['SEATLINE_LEFT_OUT'];
    if (report) appendFileSync(report, `${line}\n`);
    return null;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type CallEnd, VOICES, type Voice } from './carrier-rig';
import type { RtpParty } from './rtp-party';
import { toneShare, wavSamples } from './tones';

/** The lowest notes of the waiting music: any stretch of half a second has one of them. */
const MUSIC_HZ = [262, 330, 392, 523];
const LISTEN_MS = 600;
const LEAST_PACKETS = 10;
const LEAST_SHARE = 0.15;

/** Who is heard, from the sound itself. */
export async function listen(audio: RtpParty): Promise<readonly (Voice | 'music')[]> {
  audio.forget();
  await sleep(LISTEN_MS);
  const heard = audio.heard(...Object.values(VOICES), ...MUSIC_HZ);
  if (heard.packets < LEAST_PACKETS || heard.loudness < 50) return [];
  const voices = (Object.keys(VOICES) as Voice[]).filter((voice) => (heard.share[VOICES[voice]] ?? 0) > LEAST_SHARE);
  const music = MUSIC_HZ.reduce((sum, hz) => sum + (heard.share[hz] ?? 0), 0);
  return [...voices, ...(music > 0.5 ? (['music'] as const) : [])].sort();
}

/** How a call ended for who began it, from the statuses that came. */
export function endOf(statuses: readonly number[]): CallEnd {
  const answered = statuses.includes(200);
  const refusal = statuses.filter((status) => status >= 400 && status !== 401).at(-1) ?? null;
  return { answered, announced: statuses.includes(183), refusedWith: answered ? null : refusal };
}

/** Whose voices are in a recording, a WAV file. Sorted. */
export function voicesIn(recording: Uint8Array): readonly Voice[] {
  const samples = wavSamples(recording);
  return (Object.keys(VOICES) as Voice[]).filter((voice) => toneShare(samples, VOICES[voice]) > LEAST_SHARE).sort();
}

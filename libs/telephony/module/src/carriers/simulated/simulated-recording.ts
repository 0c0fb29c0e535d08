import { SAMPLE_RATE_HZ, wavFile } from '../audio/music';

/** The tones that stand for the caller and for whom the caller talks to. */
export const SIMULATED_VOICES_HZ = [440, 1000] as const;

/** A recording of the given length in which both sides are heard, so that a player has something to play. */
export function simulatedRecording(seconds: number): Uint8Array {
  const samples = new Int16Array(Math.round(seconds * SAMPLE_RATE_HZ));
  for (let i = 0; i < samples.length; i += 1) {
    let sum = 0;
    for (const hz of SIMULATED_VOICES_HZ) sum += Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ);
    samples[i] = Math.round(3000 * sum);
  }
  return wavFile(samples);
}

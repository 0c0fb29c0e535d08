/** Telephone audio for tests: G.711 μ-law both ways, pure tones, and the measuring of them. 8000 samples a second. */

export const SAMPLES_PER_SECOND = 8000;

const BIAS = 0x84;
const CLIP = 32635;

/** One 16-bit sample as μ-law (ITU-T G.711). */
export function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

export function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 0x07;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << exponent) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** A pure tone as a generator of μ-law bytes that goes on where it stopped. */
export function muLawTone(hz: number, amplitude = 8000): (count: number) => Buffer {
  let position = 0;
  return (count) => {
    const bytes = Buffer.alloc(count);
    for (let i = 0; i < count; i += 1, position += 1) {
      bytes[i] = toMuLaw(Math.round(amplitude * Math.sin((2 * Math.PI * hz * position) / SAMPLES_PER_SECOND)));
    }
    return bytes;
  };
}

export function rms(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/**
 * How much of the sound's energy is in this tone, 0 to 1, by Goertzel's algorithm. Two tones of the same loudness have about 0.5 each. Computed over blocks
 * of 100 ms, so that a tone which stops and goes on out of phase (another stream, a lost packet) still counts.
 */
export function toneShare(samples: Int16Array, hz: number): number {
  const block = SAMPLES_PER_SECOND / 10;
  const turn = 2 * Math.cos((2 * Math.PI * hz) / SAMPLES_PER_SECOND);
  let inTone = 0;
  let all = 0;
  for (let from = 0; from + block <= samples.length; from += block) {
    let last = 0;
    let beforeLast = 0;
    let energy = 0;
    for (let i = from; i < from + block; i += 1) {
      const sample = samples[i] ?? 0;
      energy += sample * sample;
      [last, beforeLast] = [sample + turn * last - beforeLast, last];
    }
    inTone += (last * last + beforeLast * beforeLast - turn * last * beforeLast) / (block / 2);
    all += energy;
  }
  return all === 0 ? 0 : inTone / all;
}

/** The samples of a 16-bit mono WAV file. */
export function wavSamples(file: Uint8Array): Int16Array {
  const bytes = Buffer.from(file);
  const data = bytes.indexOf('data') + 8;
  const count = Math.floor((bytes.length - data) / 2);
  const samples = new Int16Array(count);
  for (let i = 0; i < count; i += 1) samples[i] = bytes.readInt16LE(data + 2 * i);
  return samples;
}

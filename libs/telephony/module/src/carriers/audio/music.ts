/** Samples a second of everything that we make ourselves: the telephone network's own. */
export const SAMPLE_RATE_HZ = 8000;

/** The notes of the waiting music in Hz: a slow major arpeggio. Tests listen for them. */
export const MUSIC_NOTES_HZ = [262, 330, 392, 523] as const;

const NOTE_SECONDS = 0.75;

/** A 16-bit mono WAV file. */
export function wavFile(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length * 2, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

/** Waiting music of our own, so that none needs a licence: the arpeggio up and down, each note swelling and fading. About five seconds, made to loop. */
export function waitingMusic(): Buffer {
  const tune = [...MUSIC_NOTES_HZ, ...[...MUSIC_NOTES_HZ].slice(1, -1).reverse()];
  const noteSamples = NOTE_SECONDS * SAMPLE_RATE_HZ;
  const samples = new Int16Array(tune.length * noteSamples);
  tune.forEach((hz, note) => {
    for (let i = 0; i < noteSamples; i += 1) {
      const swell = Math.sin((Math.PI * i) / noteSamples);
      const tone = Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE_HZ) + 0.3 * Math.sin((4 * Math.PI * hz * i) / SAMPLE_RATE_HZ);
      samples[note * noteSamples + i] = Math.round(5000 * swell * tone);
    }
  });
  return wavFile(samples);
}

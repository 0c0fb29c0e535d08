import { createSocket, type Socket } from 'node:dgram';
import { fromMuLaw, muLawTone, rms, toneShare } from './tones';

const PACKET_SAMPLES = 160;
const PACKET_MS = 20;
const RTP_HEADER_BYTES = 12;
const PCMU = 0;

/** What was heard in a stretch of time. */
export interface Heard {
  readonly packets: number;
  readonly loudness: number;
  /** The share of each tone that was asked for, by its frequency. */
  readonly share: Readonly<Record<number, number>>;
}

/** The mouth and ear of a telephone whose signalling sipp does: it says a steady tone and remembers what it is told. */
export class RtpParty {
  readonly port: number;
  private received: Buffer[] = [];
  private talking: NodeJS.Timeout | null = null;
  private closed = false;

  private constructor(
    private readonly socket: Socket,
    readonly toneHz: number,
  ) {
    this.port = socket.address().port;
    socket.on('message', (packet) => {
      const isAudio = packet.length > RTP_HEADER_BYTES && (packet[1] ?? 0xff) % 0x80 === PCMU;
      if (isAudio) this.received.push(packet.subarray(RTP_HEADER_BYTES));
    });
  }

  static open(toneHz: number): Promise<RtpParty> {
    return new Promise((resolve, reject) => {
      const socket = createSocket('udp4');
      socket.once('error', reject);
      socket.bind(0, '127.0.0.1', () => resolve(new RtpParty(socket, toneHz)));
    });
  }

  /** Begins to say the tone to this port, until `hush`. */
  talkTo(port: number): void {
    this.hush();
    if (this.closed) return;
    const next = muLawTone(this.toneHz);
    const source = this.port * 7919;
    const began = performance.now();
    let sent = 0;
    this.talking = setInterval(() => {
      // A busy machine fires late: catch up, as a telephone's own clock would not have slipped.
      for (const due = Math.floor((performance.now() - began) / PACKET_MS); sent < due; sent += 1) {
        const header = Buffer.alloc(RTP_HEADER_BYTES);
        header[0] = 0x80;
        header[1] = PCMU;
        header.writeUInt16BE(sent & 0xffff, 2);
        header.writeUInt32BE((sent * PACKET_SAMPLES) >>> 0, 4);
        header.writeUInt32BE(source >>> 0, 8);
        this.socket.send(Buffer.concat([header, next(PACKET_SAMPLES)]), port, '127.0.0.1');
      }
    }, PACKET_MS);
  }

  hush(): void {
    if (this.talking) clearInterval(this.talking);
    this.talking = null;
  }

  /** Forgets what was heard so far. */
  forget(): void {
    this.received = [];
  }

  get packetsHeard(): number {
    return this.received.length;
  }

  /** What was heard since `forget`. */
  heard(...tonesHz: readonly number[]): Heard {
    const bytes = Buffer.concat(this.received);
    const samples = Int16Array.from(bytes, (byte) => fromMuLaw(byte));
    const share = Object.fromEntries(tonesHz.map((hz) => [hz, toneShare(samples, hz)]));
    return { packets: this.received.length, loudness: rms(samples), share };
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.hush();
    this.socket.close();
  }
}

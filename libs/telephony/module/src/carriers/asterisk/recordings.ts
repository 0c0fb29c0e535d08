import type { Clock, Instant } from '@seatline/kernel';
import { CarrierFailure, type CarrierEvent, type RecordingRequest } from '@seatline/telephony-domain';
import { type AriHttp, ariFailure } from './ari/ari-http';
import type { AriEvent } from './ari/ari-types';
import { ROLE } from './leg-events';
import { OUR_ID, instantOf } from './leg-names';
import { STASIS_APP } from './node/dialplan';

const TAP_DEADLINE_MS = 2_000;
const WAV_HEADER_BYTES = 44;
const BYTES_PER_SECOND = 16_000;

function tapOf(recordingId: string): string {
  return `rec-${recordingId}`;
}

/**
 * Recordings by a tap (Asterisk's "snoop") on the caller's leg: cheaper than recording the room, and it stays with the caller while agents change.
 * The tap hears both directions and ends by itself with the leg.
 */
export class Recordings {
  private readonly awaitedTaps = new Map<string, () => void>();

  constructor(
    private readonly http: AriHttp,
    private readonly clock: Clock,
    private readonly emit: (event: CarrierEvent) => void,
  ) {}

  /** True when the event was about a recording. */
  handle(event: AriEvent): boolean {
    if (event.type === 'StasisStart' && event.args[0] === ROLE.recording) {
      this.awaitedTaps.get(event.channel.id)?.();
      return true;
    }
    if (event.type === 'RecordingFinished') {
      void this.tellReady(event.recording.name, instantOf(event.timestamp));
      return true;
    }
    if (event.type === 'RecordingFailed') {
      this.tellFailed(event.recording.name, instantOf(event.timestamp));
      return true;
    }
    return false;
  }

  async start(request: RecordingRequest): Promise<void> {
    // It becomes a file's name.
    if (!OUR_ID.test(request.recordingId)) throw new CarrierFailure('refused', 'a recording’s id is of 1 to 64 letters, digits, _ and -');
    const tap = tapOf(request.recordingId);
    const entered = this.awaitTap(tap);
    const path = `/channels/${encodeURIComponent(request.callerLegId)}/snoop`;
    const answer = await this.http.ask('POST', path, {
      query: { spy: 'both', whisper: 'none', app: STASIS_APP, appArgs: ROLE.recording, snoopId: tap },
    });
    if (answer.status !== 200) {
      entered.cancel();
      // A tap of this name is there already: this recording runs.
      if (answer.status !== 404 && (await this.http.read(`/channels/${tap}`))) return;
      throw ariFailure('POST', path, answer);
    }
    await entered.done;
    const recordPath = `/channels/${tap}/record`;
    const started = await this.http.ask('POST', recordPath, { query: { name: request.recordingId, format: 'wav', ifExists: 'fail' } });
    if (started.status === 201 || started.status === 200) return;
    await this.http.ask('DELETE', `/channels/${tap}`);
    throw ariFailure('POST', recordPath, started);
  }

  async stop(recordingId: string): Promise<void> {
    const path = `/recordings/live/${encodeURIComponent(recordingId)}/stop`;
    const answer = await this.http.ask('POST', path);
    if (answer.status !== 204 && answer.status !== 404) throw ariFailure('POST', path, answer);
    await this.http.ask('DELETE', `/channels/${tapOf(recordingId)}`);
  }

  async read(recordingId: string): Promise<Uint8Array> {
    const path = `/recordings/stored/${encodeURIComponent(recordingId)}/file`;
    const answer = await this.http.ask('GET', path);
    if (answer.status !== 200) throw ariFailure('GET', path, answer);
    return answer.body;
  }

  async delete(recordingId: string): Promise<void> {
    const path = `/recordings/stored/${encodeURIComponent(recordingId)}`;
    const answer = await this.http.ask('DELETE', path);
    if (answer.status !== 204 && answer.status !== 404) throw ariFailure('DELETE', path, answer);
  }

  private awaitTap(tap: string): { readonly done: Promise<void>; readonly cancel: () => void } {
    let cancel = (): void => undefined;
    const done = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.awaitedTaps.delete(tap);
        reject(new CarrierFailure('unavailable', 'Asterisk made a tap for a recording and did not hand it over'));
      }, TAP_DEADLINE_MS);
      cancel = () => {
        clearTimeout(late);
        this.awaitedTaps.delete(tap);
        resolve();
      };
      this.awaitedTaps.set(tap, cancel);
    });
    return { done, cancel };
  }

  /** Asterisk tells a recording's length in whole seconds, cut off; the file tells it exactly. */
  private async tellReady(recordingId: string, at: Instant): Promise<void> {
    try {
      const path = `/recordings/stored/${encodeURIComponent(recordingId)}/file`;
      const answer = await this.http.ask('GET', path, { headersOnly: true });
      const bytes = Number(answer.headers['content-length'] ?? 0);
      if (answer.status !== 200 || bytes <= WAV_HEADER_BYTES) return this.tellFailed(recordingId, at);
      const seconds = (bytes - WAV_HEADER_BYTES) / BYTES_PER_SECOND;
      this.emit({ type: 'recording.ready', recordingId, seconds, bytes, at, providerEventId: `${recordingId}/ready` });
    } catch {
      // Asterisk went away between the two: whether the file is good is not known now.
      this.tellFailed(recordingId, this.clock.now());
    }
  }

  private tellFailed(recordingId: string, at: Instant): void {
    this.emit({ type: 'recording.failed', recordingId, at, providerEventId: `${recordingId}/failed` });
  }
}

import { join } from 'node:path';
import { type Clock, SYSTEM_CLOCK } from '@seatline/kernel';
import { log, StartupFault } from '@seatline/server';
import {
  AsteriskCarrier, AsteriskCarrierRecords, type CarrierRecords, ensureAsterisk, SimulatedCarrier, startAsterisk, SYSTEM_SCHEDULER, type TelephonySettings, TwilioCarrierRecords, VoiceUnavailable,
} from '@seatline/telephony';
import { type Carrier, SIP_REALM } from '@seatline/telephony-domain';
import type { AsteriskAddress, Settings } from './settings';

export interface Carriers {
  /** The one of new tenants first. */
  readonly all: readonly Carrier[];
  /** Their own books, as far as this installation can read them. */
  readonly records: readonly CarrierRecords[];
  readonly phones: TelephonySettings['phones'];
  /** The one that needs nothing. */
  readonly simulated: SimulatedCarrier;
  readonly described: string;
  stop(): Promise<void>;
}

const tell = (line: string): void => log.info(line);

/** In the demo the carrier's books are wrong now and then, so that a comparison has something to find. */
const DEMO_ERRS_EVERY = 5;

/** The carriers that the settings ask for. The simulated one is always there: it needs nothing, and a tenant may be on it. */
export async function openCarriers(settings: Settings, clock: Clock, say: (line: string) => void): Promise<Carriers> {
  const simulated = simulatedCarrier(clock);
  simulated.books.errsEvery = settings.demo ? DEMO_ERRS_EVERY : 0;
  const records = [simulated.books, ...(await twilioRecords(settings))];
  if (settings.voice === 'off') return { all: [simulated], simulated, records, phones: {}, described: 'simulated carrier', stop: async () => undefined };
  const asterisk = settings.voice === 'unpack' ? await ownAsterisk(settings, say) : addressed(settings.asterisk);
  const carrier = new AsteriskCarrier({ ariUrl: asterisk.ariUrl, user: asterisk.user, password: asterisk.password, ...(asterisk.celFile === null ? {} : { celFile: asterisk.celFile }) }, SYSTEM_CLOCK, tell);
  return {
    all: [carrier, simulated],
    simulated,
    records: asterisk.celFile === null ? records : [...records, new AsteriskCarrierRecords(asterisk.celFile, SYSTEM_CLOCK)],
    phones: { asterisk: { domain: SIP_REALM, server: asterisk.sipAddress } },
    described: `Asterisk, phones register at ${asterisk.sipAddress}`,
    stop: asterisk.stop,
  };
}

/** Twilio's SDK is large, and loaded only where it is set up. */
async function twilioRecords({ twilio: account }: Settings): Promise<CarrierRecords[]> {
  if (!account) return [];
  const { default: twilio } = await import('twilio');
  return [new TwilioCarrierRecords(twilio(account.accountSid, account.authToken, { autoRetry: true, timeout: 20_000 }), SYSTEM_CLOCK)];
}

/** Its world behaves like a friendly one: telephones are always there, and whoever is called answers after a moment. */
function simulatedCarrier(clock: Clock): SimulatedCarrier {
  const carrier = new SimulatedCarrier(clock, SYSTEM_SCHEDULER, tell);
  carrier.world.phonesRegisterThemselves = true;
  carrier.world.callee = () => ({ answerAfterMs: 3_000, hangUpAfterMs: null });
  return carrier;
}

type RunningAsterisk = AsteriskAddress & { stop(): Promise<void> };

function addressed(address: AsteriskAddress | null): RunningAsterisk {
  if (!address) throw new StartupFault('ASTERISK_ARI_URL must say where Asterisk answers.');
  return { ...address, stop: async () => undefined };
}

/** Unpacks Asterisk below the data folder when it is not there yet, and starts it. */
async function ownAsterisk(settings: Settings, say: (line: string) => void): Promise<RunningAsterisk> {
  try {
    const tools = await ensureAsterisk(join(settings.dataDir, 'voice'), say);
    const node = await startAsterisk({ tools, dir: join(settings.dataDir, 'asterisk'), log: tell, nodeName: 'own' });
    return {
      ariUrl: node.ariUrl,
      user: node.user,
      password: node.password,
      sipAddress: `${node.sipAddress.host}:${node.sipAddress.port}`,
      celFile: node.celFile,
      recordingsDir: node.recordingDir,
      stop: () => node.stop(),
    };
  } catch (error) {
    if (error instanceof VoiceUnavailable) throw new StartupFault(error.message);
    throw error;
  }
}

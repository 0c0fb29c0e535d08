import type { Settings } from '../settings';
import type { Finding } from './doctor';

const PATIENCE_MS = 8_000;

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: string } | undefined;
  return cause?.code ?? error.message;
}

/** Asks an Asterisk of one's own for its version over ARI. */
export async function examineAsterisk(settings: Settings): Promise<Finding> {
  const subject = 'Asterisk';
  if (settings.voice === 'unpack') return { subject, state: 'ok', found: 'unpacked into the data folder and started with the product' };
  if (!settings.asterisk) return { subject, state: 'off', found: 'not set up; calls are simulated', mend: 'npm run voice unpacks one on Debian and Ubuntu, or set ASTERISK_ARI_URL.' };
  const { ariUrl, user, password } = settings.asterisk;
  const where = new URL(ariUrl).host;
  try {
    const answer = await fetch(`${ariUrl}/asterisk/info`, {
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) return { subject, state: 'wrong', found: `${where} refuses the sign-in`, mend: 'Check ASTERISK_ARI_USER and ASTERISK_ARI_PASSWORD against ari.conf.' };
    if (!answer.ok) return { subject, state: 'wrong', found: `${where} answers ${answer.status}`, mend: 'ASTERISK_ARI_URL must end in /ari, and ari.conf must say enabled = yes.' };
    const info = (await answer.json()) as { system?: { version?: string } };
    const version = info.system?.version ?? 'unknown';
    return version.startsWith('22.')
      ? { subject, state: 'ok', found: `${where}, version ${version}` }
      : { subject, state: 'wrong', found: `${where} is version ${version}`, mend: 'Seatline is tested with Asterisk 22.' };
  } catch (error) {
    return { subject, state: 'wrong', found: `${where} cannot be reached (${reasonOf(error)})`, mend: 'Check ASTERISK_ARI_URL, and that http.conf binds an address that this machine reaches.' };
  }
}

/** Asks Stripe whose key this is. */
export async function examineStripe(settings: Settings): Promise<Finding> {
  const subject = 'Stripe';
  if (settings.stripe === null) {
    const found = settings.demo ? 'no keys; a fake takes its place and no money' : 'no keys; payments are bank transfers';
    return { subject, state: 'off', found, mend: 'Set STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET and STRIPE_PUBLISHABLE_KEY to take payments online.' };
  }
  const { secretKey } = settings.stripe;
  const { Stripe } = await import('stripe');
  try {
    await new Stripe(secretKey, { timeout: PATIENCE_MS, maxNetworkRetries: 0 }).balance.retrieve();
    return { subject, state: 'ok', found: /^[rs]k_test_/.test(secretKey) ? 'reached, test mode' : 'reached, live mode' };
  } catch (error) {
    const kind = (error as { type?: string }).type;
    return kind === 'StripeAuthenticationError'
      ? { subject, state: 'wrong', found: 'the key is refused', mend: 'Copy the secret key anew from the Stripe dashboard into STRIPE_SECRET_KEY.' }
      : { subject, state: 'wrong', found: `cannot be reached (${kind ?? reasonOf(error)})`, mend: 'Check that this machine may open connections to Stripe.' };
  }
}

/** Asks Twilio for the account itself. */
export async function examineTwilio(settings: Settings): Promise<Finding> {
  const subject = 'Twilio';
  if (!settings.twilio) return { subject, state: 'off', found: 'no account; calls go over SIP trunks or are simulated', mend: 'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to let doctor try it.' };
  const { default: twilio } = await import('twilio');
  try {
    const account = await twilio(settings.twilio.accountSid, settings.twilio.authToken, { timeout: PATIENCE_MS }).api.v2010.accounts(settings.twilio.accountSid).fetch();
    return account.status === 'active'
      ? { subject, state: 'ok', found: 'reached, account active' }
      : { subject, state: 'wrong', found: `the account is ${account.status}`, mend: 'Twilio stops all traffic of such an account; see its console.' };
  } catch (error) {
    const status = (error as { status?: number }).status;
    return status === 401 || /accountSid must start with AC/.test(reasonOf(error))
      ? { subject, state: 'wrong', found: 'the sign-in is refused', mend: 'Check TWILIO_ACCOUNT_SID (begins with AC) and TWILIO_AUTH_TOKEN.' }
      : { subject, state: 'wrong', found: `cannot be reached (${status ?? reasonOf(error)})`, mend: 'Check that this machine may open connections to Twilio.' };
  }
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartupFault } from '@seatline/server';
import { z } from 'zod';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SEATLINE_HOST: z.string().min(1).default('127.0.0.1'),
  SEATLINE_PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  SEATLINE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SEATLINE_DATA_DIR: z.string().min(1).optional(),
  SEATLINE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SEATLINE_DEMO: z.enum(['on', 'off']).optional(),
  SEATLINE_OPERATOR_ZONE: z.string().default('Asia/Shanghai'),
  SEATLINE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  SEATLINE_VOICE: z.enum(['off', 'unpack', 'address']).default('off'),
  ASTERISK_ARI_URL: z.url({ protocol: /^https?$/ }).optional(),
  ASTERISK_ARI_USER: z.string().optional(),
  ASTERISK_ARI_PASSWORD: z.string().optional(),
  ASTERISK_SIP_ADDRESS: z.string().optional(),
  ASTERISK_CEL_FILE: z.string().optional(),
  ASTERISK_RECORDINGS_DIR: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().regex(/^[rs]k_(test|live)_/, 'must begin with sk_test_, sk_live_ or, restricted, rk_').optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().startsWith('pk_').optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
});

/** Where an Asterisk of one's own answers. */
export interface AsteriskAddress {
  readonly ariUrl: string;
  readonly user: string;
  readonly password: string;
  /** host:port that SIP phones register with. */
  readonly sipAddress: string;
  /** Its event log (CEL, JSON lines), readable by this process; null: calls that end while nobody listens are closed by estimate. */
  readonly celFile: string | null;
  readonly recordingsDir: string | null;
}

/** The account at Stripe that takes payments. */
export interface StripeKeys {
  readonly secretKey: string;
  /** Of the endpoint /v1/webhooks/stripe. */
  readonly webhookSecret: string;
  /** Lets a browser show Stripe's card form. */
  readonly publishableKey: string;
}

/** The environment, parsed once. Nothing else in the product reads `process.env` for its settings. */
export interface Settings {
  /** Null: the product brings its own PostgreSQL below `dataDir`. */
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly secret: string;
  readonly demo: boolean;
  readonly operatorZone: string;
  readonly poolSize: number;
  readonly voice: 'off' | 'unpack' | 'address';
  readonly asterisk: AsteriskAddress | null;
  readonly stripe: StripeKeys | null;
  readonly twilio: { readonly accountSid: string; readonly authToken: string } | null;
}

/** The folder that holds nx.json: the checkout, or what a deployment unpacked. */
export function productRoot(from: string = import.meta.dirname): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
  }
  return process.cwd();
}

/**
 * Reads the settings; an empty variable counts as unset.
 * @throws StartupFault naming the variable and what it must be.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartupFault(`A setting in the environment is wrong: ${lines.join('; ')}`);
  }
  const e = parsed.data;
  const dataDir = resolve(e.SEATLINE_DATA_DIR ?? join(productRoot(), '.data'));
  const databaseUrl = e.DATABASE_URL ?? null;
  return Object.freeze({
    databaseUrl,
    host: e.SEATLINE_HOST,
    port: e.SEATLINE_PORT,
    publicUrl: e.SEATLINE_PUBLIC_URL ?? null,
    dataDir,
    secret: e.SEATLINE_SECRET ?? ownSecret(dataDir, databaseUrl !== null),
    demo: e.SEATLINE_DEMO === undefined ? databaseUrl === null : e.SEATLINE_DEMO === 'on',
    operatorZone: e.SEATLINE_OPERATOR_ZONE,
    poolSize: e.SEATLINE_POOL_SIZE,
    voice: e.ASTERISK_ARI_URL !== undefined && e.SEATLINE_VOICE === 'off' ? 'address' : e.SEATLINE_VOICE,
    asterisk: asteriskAddress(e),
    stripe: stripeKeys(e),
    twilio:
      e.TWILIO_ACCOUNT_SID !== undefined && e.TWILIO_AUTH_TOKEN !== undefined
        ? { accountSid: e.TWILIO_ACCOUNT_SID, authToken: e.TWILIO_AUTH_TOKEN }
        : null,
  });
}

function asteriskAddress(e: z.infer<typeof environment>): AsteriskAddress | null {
  if (e.ASTERISK_ARI_URL === undefined) {
    if (e.SEATLINE_VOICE === 'address') throw new StartupFault('SEATLINE_VOICE is "address", so ASTERISK_ARI_URL must say where Asterisk answers.');
    return null;
  }
  const missing = (['ASTERISK_ARI_USER', 'ASTERISK_ARI_PASSWORD', 'ASTERISK_SIP_ADDRESS'] as const).filter((name) => e[name] === undefined);
  if (missing.length > 0) throw new StartupFault(`ASTERISK_ARI_URL is set, so these must be too: ${missing.join(', ')}`);
  return {
    ariUrl: e.ASTERISK_ARI_URL.replace(/\/$/, ''),
    user: e.ASTERISK_ARI_USER ?? '',
    password: e.ASTERISK_ARI_PASSWORD ?? '',
    sipAddress: e.ASTERISK_SIP_ADDRESS ?? '',
    celFile: e.ASTERISK_CEL_FILE ?? null,
    recordingsDir: e.ASTERISK_RECORDINGS_DIR ?? null,
  };
}

/** All three or none: with the first alone, money would be taken and half of what happens to it never heard of. */
function stripeKeys(e: z.infer<typeof environment>): StripeKeys | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_PUBLISHABLE_KEY: publishableKey } = e;
  if (secretKey === undefined) return null;
  if (webhookSecret !== undefined && publishableKey !== undefined) return { secretKey, webhookSecret, publishableKey };
  throw new StartupFault('STRIPE_SECRET_KEY is set, so STRIPE_WEBHOOK_SECRET (of the endpoint /v1/webhooks/stripe) and STRIPE_PUBLISHABLE_KEY must be too.');
}

/** Level by level: Node's own recursive form never returns where a parent exists but takes no entries (as in /proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** The installation's secret, made at the first start and kept where only this user reads it. With a database of one's own it must be given. */
function ownSecret(dataDir: string, ownDatabase: boolean): string {
  if (ownDatabase) throw new StartupFault('DATABASE_URL is set, so SEATLINE_SECRET must be too: at least 32 random characters, the same for every process.');
  const file = join(dataDir, 'secret');
  try {
    makeFolder(dataDir);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    const secret = randomBytes(32).toString('hex');
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    throw new StartupFault(`The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

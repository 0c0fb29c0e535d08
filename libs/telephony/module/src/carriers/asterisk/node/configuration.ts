import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SIP_REALM } from '@seatline/telephony-domain';
import type { VoiceTools } from './ensure-asterisk';
import { CALL_VARIABLE, dialplan } from './dialplan';
import { modulesConf } from './modules';
import { waitingMusic } from '../../audio/music';

export interface NodePorts {
  /** ARI, on TCP. */
  readonly http: number;
  /** SIP, on UDP. */
  readonly sip: number;
  /** RTP, on UDP, both ends included. Two ports a leg. */
  readonly rtpFrom: number;
  readonly rtpTo: number;
}

export interface NodeConfiguration {
  readonly tools: VoiceTools;
  readonly dir: string;
  readonly host: string;
  readonly ports: NodePorts;
  readonly user: string;
  readonly password: string;
  readonly nodeName: string;
}

/** Where things are in a node's folder. */
export function nodePaths(dir: string) {
  return {
    etc: join(dir, 'etc'),
    lib: join(dir, 'lib'),
    keys: join(dir, 'keys'),
    spool: join(dir, 'spool'),
    run: join(dir, 'run'),
    log: join(dir, 'log'),
    music: join(dir, 'music'),
    console: join(dir, 'log/console.log'),
    cel: join(dir, 'log/cel-custom/seatline.json'),
    recordings: join(dir, 'spool/recording'),
    state: join(dir, 'node.json'),
  } as const;
}

function section(name: string, values: Readonly<Record<string, string | number>>): string {
  return [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

function asteriskConf(node: NodeConfiguration): string {
  const paths = nodePaths(node.dir);
  const directories = {
    astetcdir: paths.etc,
    astmoddir: node.tools.moduleDir,
    astvarlibdir: paths.lib,
    astdbdir: paths.lib,
    astkeydir: paths.keys,
    astdatadir: node.tools.dataDir,
    astagidir: paths.lib,
    astspooldir: paths.spool,
    astrundir: paths.run,
    astlogdir: paths.log,
  };
  const lines = Object.entries(directories).map(([key, value]) => `${key} => ${value}`);
  const options = { verbose: 0, debug: 0, nocolor: 'yes', maxfiles: 65536, dontwarn: 'yes', systemname: node.nodeName, live_dangerously: 'no', hideconnect: 'yes' };
  return `[directories]\n${lines.join('\n')}\n\n${section('options', options)}`;
}

function ariConf(node: NodeConfiguration): string {
  // Asterisk reads a deny that follows a permit as a deny of everything.
  return (
    section('general', { enabled: 'yes', pretty: 'no', websocket_write_timeout: 2000, channelvars: CALL_VARIABLE }) +
    section(node.user, {
      type: 'user',
      read_only: 'no',
      password: node.password,
      password_format: 'plain',
      deny: '0.0.0.0/0.0.0.0',
      permit: `${node.host}/255.255.255.255`,
    })
  );
}

/** Endpoints live in Asterisk's memory alone; the control plane gives them, so no database is asked while a call is set up. */
function sorceryConf(): string {
  return (
    section('res_pjsip', { endpoint: 'memory', auth: 'memory', aor: 'memory' }) +
    section('res_pjsip_endpoint_identifier_ip', { identify: 'memory' }) +
    section('res_pjsip_outbound_registration', { registration: 'memory' })
  );
}

const CEL_EVENTS = 'CHAN_START,CHAN_END,ANSWER,HANGUP,BRIDGE_ENTER,BRIDGE_EXIT';
const CEL_FIELDS = 'EventEnum,EventTime,ANI,DNID,Exten,Context,ChanName,accountcode,UniqueID,LinkedID,eventextra,TenantID';

/** Asterisk complains of these as errors when they are not there. */
const EMPTY_FILES = ['acl.conf', 'udptl.conf', 'pjproject.conf', 'websocket_client.conf'];

/** The tones of the public network in mainland China (GB/T 3380): 450 Hz, ringing 1 s of 5. */
const CHINESE_TONES = {
  description: 'China',
  ringcadence: '1000,4000',
  dial: '450',
  busy: '450/350,0/350',
  ring: '450/1000,0/4000',
  congestion: '450/700,0/700',
};

function configurationFiles(node: NodeConfiguration): Readonly<Record<string, string>> {
  const { host, ports } = node;
  return {
    'asterisk.conf': asteriskConf(node),
    'modules.conf': modulesConf(),
    'http.conf': section('general', {
      servername: 'seatline',
      enabled: 'yes',
      bindaddr: host,
      bindport: ports.http,
      sessionlimit: 500,
      session_inactivity: 30000,
      session_keep_alive: 15000,
    }),
    'ari.conf': ariConf(node),
    'pjsip.conf':
      // Unknown callers get the same answer as a wrong password, and few of them at a time.
      section('global', {
        type: 'global',
        user_agent: 'Seatline',
        endpoint_identifier_order: 'ip,username',
        default_realm: SIP_REALM,
        unidentified_request_count: 5,
        unidentified_request_period: 5,
      }) +
      section('system', { type: 'system', timer_t1: 500, timer_b: 32000 }) +
      section('transport-udp', { type: 'transport', protocol: 'udp', bind: `${host}:${ports.sip}` }),
    'sorcery.conf': sorceryConf(),
    'extensions.conf': dialplan(),
    'rtp.conf': section('general', { rtpstart: ports.rtpFrom, rtpend: ports.rtpTo, strictrtp: 'yes', icesupport: 'no' }),
    'logger.conf':
      section('general', { dateformat: '%F %T.%3q' }) + section('logfiles', { 'messages.log': 'notice,warning,error', 'security.log': 'security' }),
    'cel.conf': section('general', { enable: 'yes', dateformat: '%FT%T.%6q%z', events: CEL_EVENTS }),
    'cel_custom.conf': section('seatline.json', { format: 'json', fields: CEL_FIELDS }),
    'cdr.conf': section('general', { enable: 'no' }),
    'musiconhold.conf': section('default', { mode: 'files', directory: nodePaths(node.dir).music, sort: 'alpha' }),
    'stasis.conf': section('threadpool', { initial_size: 5, idle_timeout_sec: 20, max_size: 50 }) + section('declined_message_types', {}),
    'ccss.conf': section('general', { cc_max_requests: 20 }),
    'features.conf': section('general', {}) + section('featuremap', {}) + section('applicationmap', {}),
    'indications.conf': section('general', { country: 'cn' }) + section('cn', CHINESE_TONES),
    'manager.conf': section('general', { enabled: 'no' }),
    ...Object.fromEntries(EMPTY_FILES.map((name) => [name, '']))
  };
}

/** Writes a node's whole configuration. Music that somebody has put there stays. */
export async function writeConfiguration(node: NodeConfiguration): Promise<void> {
  const paths = nodePaths(node.dir);
  for (const folder of [paths.etc, paths.lib, join(paths.keys, 'keys'), paths.spool, paths.run, dirname(paths.cel), paths.music, paths.recordings]) {
    await mkdir(folder, { recursive: true });
  }
  for (const [name, text] of Object.entries(configurationFiles(node))) {
    const path = join(paths.etc, name);
    await writeFile(path, text, { mode: 0o600 });
    await chmod(path, 0o600);
  }
  const music = join(paths.music, 'waiting.wav');
  if (!existsSync(music)) await writeFile(music, waitingMusic());
}

import { type SeatSpec, SIP_REALM, type TrunkSpec } from '@seatline/telephony-domain';
import { SEAT_CONTEXTS, TRUNK_CONTEXT } from './node/dialplan';

/** One object of Asterisk's PJSIP configuration. */
export interface PjsipObject {
  readonly kind: 'auth' | 'aor' | 'endpoint' | 'identify' | 'registration';
  readonly id: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** What a trunk consists of at Asterisk, in the order of removal. A seat has the last three. */
export const TRUNK_KINDS = ['registration', 'identify', 'endpoint', 'aor', 'auth'] as const;
export const SEAT_KINDS = ['endpoint', 'aor', 'auth'] as const;

export function trunkEndpoint(trunkId: string): string {
  return `trunk-${trunkId}`;
}

/** The account code carries whose leg it is into every event and into the event log, so that no lookup is needed to understand them later. */
export function accountOf(kind: 'seat' | 'trunk', id: string): string {
  return `${kind}:${id}`;
}

/** A dead phone or network is noticed by its silence: without these a lost leg would stay up for ever. */
const MEDIA = {
  disallow: 'all',
  direct_media: 'no',
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  // A re-INVITE to tell the other party's name disturbs carriers in mid-call.
  send_connected_line: 'no',
  allow_subscribe: 'no',
  // Transfers are the product's own.
  allow_transfer: 'no',
  transport: 'transport-udp',
} as const;

export function seatObjects(seat: SeatSpec): readonly PjsipObject[] {
  const id = seat.sipUsername;
  return [
    {
      kind: 'auth',
      id,
      fields: {
        auth_type: 'digest',
        username: id,
        realm: SIP_REALM,
        password_digest: `MD5:${seat.ha1}`,
        supported_algorithms_uas: 'MD5',
        supported_algorithms_uac: 'MD5',
      },
    },
    { kind: 'aor', id, fields: { max_contacts: 1, remove_existing: 'yes', qualify_frequency: 0, support_path: 'yes', maximum_expiration: 600 } },
    {
      kind: 'endpoint',
      id,
      fields: {
        ...MEDIA,
        auth: id,
        aors: id,
        identify_by: 'username',
        context: SEAT_CONTEXTS[seat.service],
        allow: 'alaw,ulaw',
        rewrite_contact: 'yes',
        rtp_timeout: 10,
        rtp_timeout_hold: 60,
        device_state_busy_at: 1,
        tenantid: seat.tenantId,
        accountcode: accountOf('seat', seat.id),
      },
    },
  ];
}

export function trunkObjects(trunk: TrunkSpec): readonly PjsipObject[] {
  const id = trunkEndpoint(trunk.id);
  const login = trunk.username !== undefined && trunk.secret !== undefined;
  const objects: PjsipObject[] = [];
  if (login) {
    const fields = { auth_type: 'digest', username: trunk.username ?? '', password: trunk.secret ?? '', supported_algorithms_uac: 'SHA-256,MD5' };
    objects.push({ kind: 'auth', id, fields });
  }
  objects.push({ kind: 'aor', id, fields: { contact: `sip:${trunk.host}:${trunk.port}`, qualify_frequency: 0 } });
  objects.push({
    kind: 'endpoint',
    id,
    fields: {
      ...MEDIA,
      ...(login ? { outbound_auth: id } : {}),
      aors: id,
      // By address only: identified by name, anybody could call in as the trunk, since a trunk is not challenged.
      identify_by: 'ip',
      context: TRUNK_CONTEXT,
      allow: 'alaw,ulaw',
      trust_id_inbound: 'yes',
      send_pai: 'yes',
      rtp_timeout: 30,
      rtp_timeout_hold: 300,
      tenantid: trunk.tenantId,
      accountcode: accountOf('trunk', trunk.id),
    },
  });
  if (trunk.matchAddresses.length > 0) {
    objects.push({ kind: 'identify', id, fields: { endpoint: id, match: trunk.matchAddresses.join(',') } });
  }
  if (trunk.register && login) {
    objects.push({
      kind: 'registration',
      id,
      fields: {
        outbound_auth: id,
        server_uri: `sip:${trunk.host}:${trunk.port}`,
        client_uri: `sip:${trunk.username}@${trunk.host}:${trunk.port}`,
        transport: 'transport-udp',
        expiration: 300,
        retry_interval: 10,
        forbidden_retry_interval: 60,
      },
    });
  }
  return objects;
}

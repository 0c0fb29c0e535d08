import { refuse, accept, type Result } from '@seatline/kernel';

export interface TrunkDraft {
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  /** Null: leave the present one (on a change), or none (on a new trunk without a user name). */
  readonly hasSecret: boolean;
  readonly matchAddresses: readonly string[];
  readonly register: boolean;
}

export type TrunkRefusalCode = 'trunk.invalid-host' | 'trunk.invalid-address' | 'trunk.login-incomplete';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const HOST_NAME = /^(?=.{1,253}$)(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i;

/**
 * Whether a trunk can be as it was entered, and the addresses that its calls may come from: what was listed (`address`, `address:port` or a network
 * `address/prefix`), or the host itself when nothing was. A login is whole or absent; registration needs one. Addresses are numeric, for a name
 * could be made to point elsewhere.
 */
export function checkTrunk(draft: TrunkDraft): Result<{ readonly matchAddresses: readonly string[] }, TrunkRefusalCode> {
  if (!IPV4.test(draft.host) && !HOST_NAME.test(draft.host)) return refuse('trunk.invalid-host', { host: draft.host });
  if ((draft.username !== null) !== draft.hasSecret || (draft.register && draft.username === null)) return refuse('trunk.login-incomplete');
  const listed = [...new Set(draft.matchAddresses.map((address) => address.trim()).filter((address) => address !== ''))];
  const wrong = listed.find((address) => !isMatchAddress(address));
  if (wrong !== undefined) return refuse('trunk.invalid-address', { address: wrong });
  if (listed.length > 0) return accept({ matchAddresses: listed });
  if (!IPV4.test(draft.host)) return refuse('trunk.invalid-address', { address: draft.host });
  return accept({ matchAddresses: [`${draft.host}:${draft.port}`] });
}

function isMatchAddress(text: string): boolean {
  const [, address = '', port, prefix] = /^([^:/]+)(?::(\d{1,5}))?(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (!IPV4.test(address)) return false;
  if (port !== undefined && (prefix !== undefined || Number(port) < 1 || Number(port) > 65_535)) return false;
  // A network wider than /24 would claim the calls of strangers.
  return prefix === undefined || (Number(prefix) >= 24 && Number(prefix) <= 32);
}

import { BlockList, isIP } from 'node:net';

/** Networks that a tenant's webhook must never reach: our own machine and whatever stands behind it. */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
];
const PUBLIC_V6: readonly [string, number] = ['2000::', 3];
/** Inside the public range, but carrying an address of version 4 or meant for documents: they lead elsewhere. */
const LEADING_ELSEWHERE_V6: readonly (readonly [string, number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16]];

function listOf(family: 'ipv4' | 'ipv6', networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family);
  return list;
}

const privateV4 = listOf('ipv4', PRIVATE_V4);
const publicV6 = listOf('ipv6', [PUBLIC_V6]);
const elsewhereV6 = listOf('ipv6', LEADING_ELSEWHERE_V6);

/** Whether an IP address belongs to the public network. What is no IP address at all does not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateV4.check(address, 'ipv4');
  if (family === 6) return publicV6.check(address, 'ipv6') && !elsewhereV6.check(address, 'ipv6');
  return false;
}

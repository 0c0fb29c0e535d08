/** A leg, as ARI addresses it. */
export function channel(legId: string): string {
  return `/channels/${encodeURIComponent(legId)}`;
}

/** The room of a call, as ARI addresses it. */
export function room(callId: string): string {
  return `/bridges/${encodeURIComponent(callId)}`;
}

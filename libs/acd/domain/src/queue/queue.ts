/** A ring lasts 5 seconds: the unit in which call centres count how long a caller is let ring. Source: domain.md 6. */
export const RING_SECONDS = 5;

/** Answered within two rings is good, within three is the limit; then the call goes back to its queue. A queue may have a value of its own. */
export const DEFAULT_RING_TIMEOUT_SECONDS = 3 * RING_SECONDS;

/** How long an agent may take for the work after a call before they count as ready again. */
export const DEFAULT_WRAP_UP_SECONDS = 60;

/** The carrier gives up ringing by itself only if our own timer did not come: seconds beyond the ring timeout. */
export const RING_BACKSTOP_SECONDS = 10;

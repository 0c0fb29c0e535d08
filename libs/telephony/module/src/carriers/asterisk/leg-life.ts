import type { DialRequest } from '@seatline/telephony-domain';

/** Asterisk ends a channel so many seconds after this was set on it, whoever is connected: it counts anew each time. */
export const LIFE_VARIABLE = 'TIMEOUT(absolute)';

/** Set when the channel is made, so that one whose answer nobody hears of is not there for ever: the longest ringing and all its talk. */
export function lastingAtMost({ timeoutSeconds, talkSeconds }: Pick<DialRequest, 'timeoutSeconds' | 'talkSeconds'>): Readonly<Record<string, string>> {
  return talkSeconds === undefined ? {} : { [LIFE_VARIABLE]: String(timeoutSeconds + talkSeconds) };
}

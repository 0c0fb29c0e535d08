import { ALL_EMERGENCY_NUMBERS, REJECT_CAUSES, type Announcement, type SeatService } from '@seatline/telephony-domain';

/** The name under which the control plane is known to Asterisk. */
export const STASIS_APP = 'seatline';

export const TRUNK_CONTEXT = 'trunk';
export const SEAT_CONTEXTS: Readonly<Record<SeatService, string>> = { full: 'seat', 'emergency-only': 'seat-suspended' };
export const REFUSED_CONTEXT = 'refused';
/** The channel variable that tells the `refused` context what to play. */
export const ANNOUNCEMENT_VARIABLE = 'SEATLINE_ANNOUNCEMENT';
/** The channel variable that ties a leg to its call, so that a snapshot can tell. */
export const CALL_VARIABLE = 'SEATLINE_CALL';

/** Sounds of the free set that every Asterisk has. */
export const ANNOUNCEMENT_SOUNDS: Readonly<Record<Announcement, string>> = {
  'out-of-service': 'ss-noservice',
  maintenance: 'please-try-call-later',
  closed: 'vm-nobodyavail',
};

const CALL_REJECTED = REJECT_CAUSES.forbidden;
const TRY_AGAIN_LATER = REJECT_CAUSES.maintenance;

/** To the control plane; when it is away, the caller hears so without being answered, and the network is told to try again. */
function toControlPlane(extension: string, args: string): string {
  return [
    `exten => ${extension},1,Stasis(${STASIS_APP},${args})`,
    ' same => n,GotoIf($["${STASISSTATUS}" = "FAILED"]?away,s,1)',
    ' same => n,Hangup()',
  ].join('\n');
}

function earlyAnnouncement(extension: string, sound: string, cause: number): string {
  return [`exten => ${extension},1,Progress()`, ` same => n,Playback(${sound},noanswer)`, ` same => n,Hangup(${cause})`].join('\n');
}

/**
 * extensions.conf. What it does not do is the point: no application here dials anything, so one endpoint reaches another only if the control plane joins
 * them. A suspended seat is held by Asterisk itself, with the control plane there or not.
 */
export function dialplan(): string {
  const dialled = '_[+*#0-9]!';
  return [
    '[general]\nstatic = yes\nwriteprotect = yes\n',
    `[${TRUNK_CONTEXT}]`,
    toControlPlane('_[+0-9]!', 'inbound,${EXTEN}'),
    '',
    `[${SEAT_CONTEXTS.full}]`,
    toControlPlane(dialled, 'outbound,${EXTEN},full'),
    '',
    `[${SEAT_CONTEXTS['emergency-only']}]`,
    ...ALL_EMERGENCY_NUMBERS.map((number) => toControlPlane(number, 'outbound,${EXTEN},emergency-only')),
    earlyAnnouncement(dialled, ANNOUNCEMENT_SOUNDS['out-of-service'], CALL_REJECTED),
    '',
    '[away]',
    earlyAnnouncement('s', ANNOUNCEMENT_SOUNDS.maintenance, TRY_AGAIN_LATER),
    '',
    `[${REFUSED_CONTEXT}]`,
    ...Object.entries(REJECT_CAUSES).map(([why, cause]) => earlyAnnouncement(why, `\${${ANNOUNCEMENT_VARIABLE}}`, cause)),
    '',
    '; where an endpoint is that was given no context',
    '[blocked]',
    `exten => _[+*#0-9A-Za-z]!,1,Hangup(${CALL_REJECTED})`,
    '',
    '[default]',
    `exten => _[+*#0-9A-Za-z]!,1,Hangup(${CALL_REJECTED})`,
    '',
  ].join('\n');
}

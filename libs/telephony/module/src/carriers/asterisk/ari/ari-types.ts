/** What we read of Asterisk's REST interface and events: only the fields that we use, as Asterisk 22 sends them. */

export interface AriChannel {
  readonly id: string;
  readonly name: string;
  readonly state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown';
  readonly caller: { readonly name: string; readonly number: string };
  readonly accountcode: string;
  readonly dialplan: { readonly context: string; readonly exten: string; readonly app_name: string };
  readonly creationtime: string;
  readonly channelvars?: Readonly<Record<string, string>>;
  readonly tenantid?: string;
}

export interface AriBridge {
  readonly id: string;
  readonly channels: readonly string[];
}

export interface AriEndpoint {
  readonly technology: string;
  readonly resource: string;
  readonly state?: 'unknown' | 'offline' | 'online';
}

export interface AriRecording {
  readonly name: string;
  readonly target_uri: string;
}

export interface AriInfo {
  readonly status: { readonly startup_time: string };
}

export interface AriField {
  readonly attribute: string;
  readonly value: string;
}

interface Timed {
  readonly timestamp: string;
}

export type AriEvent = Timed &
  (
    | { readonly type: 'StasisStart'; readonly args: readonly string[]; readonly channel: AriChannel }
    | { readonly type: 'StasisEnd'; readonly channel: AriChannel }
    | { readonly type: 'ChannelStateChange'; readonly channel: AriChannel }
    | { readonly type: 'ChannelDestroyed'; readonly channel: AriChannel; readonly cause: number }
    | { readonly type: 'EndpointStateChange'; readonly endpoint: AriEndpoint }
    | { readonly type: 'RecordingFinished'; readonly recording: AriRecording }
    | { readonly type: 'RecordingFailed'; readonly recording: AriRecording }
    | { readonly type: 'ApplicationReplaced' }
  );

/** Events that Asterisk would send and nobody here reads. */
export const UNREAD_EVENTS = [
  'ChannelVarset',
  'ChannelConnectedLine',
  'ChannelDialplan',
  'ChannelCallerId',
  'ChannelCreated',
  'ChannelEnteredBridge',
  'ChannelLeftBridge',
  'ChannelHangupRequest',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelTalkingStarted',
  'ChannelTalkingFinished',
  'BridgeCreated',
  'BridgeDestroyed',
  'BridgeMerged',
  'BridgeVideoSourceChanged',
  'ContactStatusChange',
  'PeerStatusChange',
  'DeviceStateChanged',
  'Dial',
  'PlaybackStarted',
  'PlaybackContinuing',
  'PlaybackFinished',
  'RecordingStarted',
] as const;

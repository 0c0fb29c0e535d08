import type { CarriedCall } from './carrier-records.contract';

export const ACCOUNT = `AC${'a'.repeat(32)}`;
export const TRUNK_SIDS = [`TK${'1'.repeat(32)}`, `TK${'2'.repeat(32)}`] as const;

interface Asked {
  readonly uri: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Twilio's HTTP interface beneath its own SDK: lists calls page by page, selects by the day of their beginning, and knows no other path. */
export class FakeTwilio {
  readonly resources: Record<string, unknown>[] = [];
  answersWith = 200;
  asked = 0;
  lastUri = '';

  constructor(private readonly pageLength = 1000) {}

  carry(call: CarriedCall, over: Record<string, unknown> = {}): void {
    const sid = `CA${String(this.resources.length + 1).padStart(32, '0')}`;
    const inbound = call.direction === 'inbound';
    const [from, to] = inbound ? [call.otherNumber, call.ourNumber] : [call.ourNumber, call.otherNumber];
    const start = new Date(call.answeredAt - 4_000).toUTCString().replace('GMT', '+0000');
    const end = new Date(call.answeredAt + call.seconds * 1000).toUTCString().replace('GMT', '+0000');
    this.resources.push({
      sid, date_created: start, date_updated: end, parent_call_sid: null, account_sid: ACCOUNT, to, to_formatted: to, from, from_formatted: from, phone_number_sid: null,
      status: call.seconds === 0 ? 'no-answer' : 'completed', start_time: start, end_time: end, duration: String(call.seconds), price: call.seconds === 0 ? null : inbound ? '-0.00850' : '-0.04550',
      price_unit: 'USD', direction: inbound ? 'trunking-originating' : 'trunking-terminating', answered_by: null, api_version: '2010-04-01', forwarded_from: null, group_sid: null,
      caller_name: null, queue_time: '0', trunk_sid: call.trunk.account, uri: `/2010-04-01/Accounts/${ACCOUNT}/Calls/${sid}.json`, subresource_uris: {}, ...over,
    });
  }

  async request({ uri, params = {} }: Asked): Promise<{ statusCode: number; body: unknown; headers: object }> {
    this.asked += 1;
    this.lastUri = uri;
    if (this.answersWith !== 200) return { statusCode: this.answersWith, headers: {}, body: { code: 20000, message: 'not now', status: this.answersWith } };
    const { pathname, searchParams } = new URL(uri);
    const path = /^\/2010-04-01\/Accounts\/(AC[0-9a-z]{32})\/Calls\.json$/.exec(pathname);
    if (!path) throw new Error(`the fake does not model ${pathname}`);
    const asked = { ...Object.fromEntries(searchParams), ...params } as Record<string, unknown>;
    const found = this.resources.filter((call) => call['account_sid'] === path[1] && isBegun(call, asked));
    const page = Number(asked['Page'] ?? 0);
    const calls = found.slice(page * this.pageLength, (page + 1) * this.pageLength);
    const more = found.length > (page + 1) * this.pageLength;
    const next = new URLSearchParams(Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)])));
    next.set('Page', String(page + 1));
    next.set('PageToken', `PA${calls.at(-1)?.['sid'] ?? ''}`);
    const body = {
      calls, page, page_size: this.pageLength, start: page * this.pageLength, end: page * this.pageLength + calls.length - 1, uri: pathname, first_page_uri: pathname,
      previous_page_uri: null, next_page_uri: more ? `${pathname}?${next}` : null,
    };
    return { statusCode: 200, headers: {}, body };
  }
}

/** By whole days, as Twilio says that it does. */
function isBegun(call: Record<string, unknown>, asked: Record<string, unknown>): boolean {
  const day = (text: unknown): string => new Date(String(text)).toISOString().slice(0, 10);
  const on = day(call['start_time']);
  const [after, before] = [asked['StartTime>'], asked['StartTime<']];
  return (after === undefined || on >= day(after)) && (before === undefined || on <= day(before));
}

import { type Clock, type Instant, parseDecimal, RATE_DECIMALS } from '@seatline/kernel';
import { type CarrierCall, type CarrierCallList, CarrierFailure } from '@seatline/telephony-domain';
import type { Twilio } from 'twilio';
import type { CarrierRecords, RecordedTrunk } from '../../ports/carrier-records';

const DAY_MS = 86_400_000;
const MOST_A_PAGE = 1000;

/** What Twilio calls a call that we sent out: over a SIP trunk, by the API, or by a verb within another call. */
const SENT_OUT = /^(outbound-|trunking-terminating$)/;

type TwilioCall = Awaited<ReturnType<Twilio['calls']['list']>>[number];

/** Twilio's call resources, by its own SDK. A trunk's account is a trunk’s SID (TK…) or a subaccount’s (AC…); none: everything of the account. */
export class TwilioCarrierRecords implements CarrierRecords {
  readonly source = 'twilio';

  constructor(
    private readonly client: Twilio,
    private readonly clock: Clock,
  ) {}

  async list({ account }: RecordedTrunk, { fromAt, toAt }: { fromAt: Instant; toAt: Instant }): Promise<CarrierCallList> {
    const subaccount = account?.startsWith('AC') ? account : null;
    const calls = subaccount === null ? this.client.calls : this.client.api.v2010.accounts(subaccount).calls;
    // Twilio selects by whole days of the beginning, in UTC: asked for more, and judged by the answer here.
    const wide = { startTimeAfter: new Date(fromAt - DAY_MS), startTimeBefore: new Date(toAt + DAY_MS), pageSize: MOST_A_PAGE };
    const resources = await calls.list(wide).catch(failure);
    const known = { fromAt, toAt: Math.min(toAt, this.clock.now()) as Instant };
    return {
      calls: resources
        .filter((call) => subaccount !== null || account === null || call.trunkSid === account)
        .flatMap(callOf)
        .filter(({ answeredAt }) => answeredAt >= fromAt && answeredAt < toAt),
      known: known.fromAt < known.toAt ? known : null,
      holes: [],
    };
  }
}

/** Only a completed call was answered; its duration runs from the answer, and is all that tells when that was. */
function callOf(call: TwilioCall): CarrierCall[] {
  const seconds = Number(call.duration ?? 0);
  if (call.status !== 'completed' || !(seconds > 0) || !call.endTime) return [];
  return [{
    recordId: call.sid, legId: null, direction: SENT_OUT.test(call.direction) ? 'outbound' : 'inbound', from: numberOf(call.from), to: numberOf(call.to),
    answeredAt: (call.endTime.getTime() - seconds * 1000) as Instant, seconds, price: priceOf(call), sequence: null,
  }];
}

/** Twilio writes a SIP address as `sip:+8610…@…`; what stands before the @ is the number. */
function numberOf(text: string | null): string {
  return (text ?? '').replace(/^sips?:/, '').replace(/@.*$/, '');
}

/** A charge is negative there. It comes some time after the call; until then it is not known, which is not zero. */
function priceOf({ price, priceUnit }: TwilioCall): CarrierCall['price'] {
  const micros = price ? parseDecimal(price.replace(/^-/, ''), RATE_DECIMALS) : null;
  return micros === null || !priceUnit ? null : { micros, currency: priceUnit.toUpperCase() };
}

function failure(error: unknown): never {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  const words = error instanceof Error ? error.message : String(error);
  if (status === 429 || status >= 500) throw new CarrierFailure('unavailable', `Twilio answered ${status}: ${words}`);
  if (status >= 400) throw new CarrierFailure('refused', `Twilio answered ${status}: ${words}`);
  throw new CarrierFailure('unreachable', `Twilio cannot be reached: ${words}`);
}

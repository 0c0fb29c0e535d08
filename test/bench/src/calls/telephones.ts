import { AgentPhone } from './agent-phone';
import type { Login } from './sip-message';
import type { SipAddress } from './sip-socket';
import { TrunkCaller } from './trunk-caller';

// Both telephones, in a process of their own: the product's work must not delay the clock that it is measured by.

/** What the bench asks of the telephones' process, one thing at a time. */
export type TelephonesOrder =
  | { readonly do: 'register'; readonly server: SipAddress; readonly login: Login; readonly callerPort: number }
  | { readonly do: 'call'; readonly from: string; readonly to: string };

export type TelephonesAnswer = { readonly ringingAfterMs: number } | { readonly registered: true } | { readonly fault: string };

let phone: AgentPhone | null = null;
let caller: TrunkCaller | null = null;

async function obey(order: TelephonesOrder): Promise<TelephonesAnswer> {
  if (order.do === 'register') {
    phone = await AgentPhone.register(order.server, order.login);
    caller = await TrunkCaller.open(order.server, order.callerPort);
    return { registered: true };
  }
  if (!phone || !caller) throw new Error('nobody is registered');
  const ringing = phone.nextRinging();
  const call = caller.call(order.from, order.to);
  const [rangAt] = await Promise.all([ringing, call.ended]);
  return { ringingAfterMs: rangAt - call.invitedAt };
}

process.on('message', (order: TelephonesOrder) => {
  void obey(order)
    .catch((cause: unknown): TelephonesAnswer => ({ fault: cause instanceof Error ? cause.message : String(cause) }))
    .then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

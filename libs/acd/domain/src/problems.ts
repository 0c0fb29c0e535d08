/** Every refusal of the ACD that a person can meet. */
export type AcdProblemCode =
  | 'agent.not-now'
  | 'agent.not-logged-in'
  | 'agent.in-call'
  | 'agent.holds-another-seat'
  | 'agent.answers-by-phone'
  | 'seat.held'
  | 'queue.name-taken'
  | 'queue.unknown-member'
  | 'queue.has-numbers'
  | 'call.not-yours'
  | 'call.not-ringing';

/** HTTP status and message of each refusal in both languages; `{fact}` is filled with the refusal's facts. */
export const ACD_PROBLEMS: Readonly<Record<AcdProblemCode, { readonly status: number; readonly en: string; readonly zh: string }>> = {
  'agent.not-now': { status: 409, en: 'This is not possible while you are {state}.', zh: '当前状态（{state}）下无法执行此操作。' },
  'agent.not-logged-in': { status: 409, en: 'Take a seat first.', zh: '请先签入坐席。' },
  'agent.in-call': { status: 409, en: 'End the call first.', zh: '请先结束当前通话。' },
  'agent.holds-another-seat': { status: 409, en: 'You already hold another seat. Leave it first.', zh: '您已签入其他坐席，请先签出。' },
  'agent.answers-by-phone': { status: 409, en: 'Answer with your phone: only simulated calls are answered here.', zh: '请使用话机接听，此处仅可接听模拟来电。' },
  'seat.held': { status: 409, en: '{holder} is using this seat now. Choose another, or ask them to leave it.', zh: '该坐席正由 {holder} 使用，请选择其他坐席或请其签出。' },
  'queue.name-taken': { status: 409, en: 'There is already a queue of this name.', zh: '已存在同名队列。' },
  'queue.unknown-member': { status: 400, en: 'One of these members does not exist or is disabled.', zh: '所选成员不存在或已停用。' },
  'queue.has-numbers': { status: 409, en: 'Numbers still lead to this queue. Bind them to another one first.', zh: '仍有号码指向该队列，请先改绑到其他队列。' },
  'call.not-yours': { status: 404, en: 'This is not a call of yours, or it is over.', zh: '该通话不属于您，或已结束。' },
  'call.not-ringing': { status: 409, en: 'This call does not ring any more.', zh: '该来电已不再振铃。' },
};

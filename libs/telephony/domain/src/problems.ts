import type { OutboundRefusalCode } from './outbound/authorise-outbound';
import type { TrunkRefusalCode } from './trunk/trunk-addresses';

/** Every refusal of telephony that a person can meet. */
export type TelephonyProblemCode =
  | OutboundRefusalCode
  | TrunkRefusalCode
  | 'call.number-not-rented'
  | 'call.no-queue'
  | 'call.not-attended'
  | 'trunk.address-taken'
  | 'number.taken'
  | 'number.other-carrier'
  | 'number.already-in-stock'
  | 'number.invalid'
  | 'number.no-such-queue'
  | 'recording.not-there'
  | 'carrier.not-configured'
  | 'carrier.out-of-reach'
  | 'carrier-records.bad-file'
  | 'carrier-records.no-source'
  | 'demo.not-available'
  | 'demo.number-not-rented';

/** HTTP status and message of each refusal in both languages; `{fact}` is filled with the refusal's facts. */
export const TELEPHONY_PROBLEMS: Readonly<Record<TelephonyProblemCode, { readonly status: number; readonly en: string; readonly zh: string }>> = {
  'carrier-records.bad-file': { status: 422, en: 'The file cannot be taken: {faults}', zh: '无法导入该文件：{faults}' },
  'carrier-records.no-source': { status: 409, en: 'Nobody can be asked for the records of this trunk ({source}) here. Upload the carrier’s file, or set up the access.', zh: '无法获取该中继的运营商话单（{source}）。请上传运营商话单文件，或先配置接入。' },
  'call.suspended': {
    status: 409,
    en: 'Service is suspended because rent is overdue. Only emergency numbers can be called until the invoice is paid.',
    zh: '因租金逾期，服务已暂停。缴清账单前只能拨打紧急号码。',
  },
  'call.maintenance': { status: 409, en: 'Maintenance is going on. Calls can be made again when it is over.', zh: '系统正在维护，结束后即可恢复呼叫。' },
  'call.seat-not-held': { status: 409, en: 'Nobody is logged in at this seat. Take the seat first.', zh: '该坐席无人登录，请先签入坐席。' },
  'call.invalid-number': { status: 400, en: 'This is not a number that can be called. Try it with + and the country code.', zh: '该号码无法拨打，请使用 + 国家代码格式。' },
  'call.number-too-short': {
    status: 400,
    en: 'The number is too short. Dial the area code too, or + and the country code; short numbers such as 10086 are dialled as they are.',
    zh: '号码位数不足。请加拨区号，或使用 + 国家代码格式；10086 等短号码请直接拨打。',
  },
  'call.number-too-long': { status: 400, en: 'The number has too many digits for where it leads to.', zh: '号码位数超出目的地的号码长度。' },
  'call.destination-closed': {
    status: 403,
    en: 'Calls to this destination are closed. The operator can open them for you.',
    zh: '未开通拨打该目的地，可联系运营方开通。',
  },
  'call.no-own-number': { status: 409, en: 'A number of your own is needed to call out. A tenant admin can rent one.', zh: '外呼需要自有号码，请由租户管理员租用号码。' },
  'call.foreign-caller-number': { status: 403, en: 'Calls can be made only with numbers that you rent.', zh: '只能使用本租户租用的号码外呼。' },
  'call.too-many-calls': { status: 429, en: 'All {limit} lines for outgoing calls are in use. Try again in a moment.', zh: '{limit} 路外呼线路均已占用，请稍后再试。' },
  'call.too-fast': { status: 429, en: 'No more than {limit} calls a second can be started. Try again.', zh: '每秒最多发起 {limit} 个呼叫，请重试。' },
  'call.no-trunk': { status: 409, en: 'There is no trunk to call through. A tenant admin can enter one.', zh: '没有可用的中继，请由租户管理员配置中继。' },
  'call.no-credit': {
    status: 402,
    en: 'The wallet for calls is empty, or all of it is held for calls that go on. A tenant admin can top it up; emergency numbers can always be called.',
    zh: '话费钱包余额不足（或已被进行中的通话占用），请由租户管理员充值；紧急号码始终可以拨打。',
  },
  'call.cap-reached': {
    status: 403,
    en: 'The spending cap ({limit}) is reached. A tenant admin can raise it, or it is free again in the next period; emergency numbers can always be called.',
    zh: '已达到消费限额（{limit}），可由租户管理员调高限额，或等待下一周期；紧急号码始终可以拨打。',
  },
  'call.no-price': { status: 409, en: 'No price is known for this destination, so it cannot be called on a limited account.', zh: '该目的地尚无费率，受限账户无法拨打。' },
  'call.number-not-rented': { status: 404, en: 'The number that was called is not rented by this tenant.', zh: '被叫号码未由本租户租用。' },
  'call.no-queue': { status: 409, en: 'The number that was called leads to no queue.', zh: '被叫号码未绑定任何队列。' },
  'call.not-attended': { status: 503, en: 'The call came while nobody could attend to it, and was told so.', zh: '来电时系统无法受理，已播放提示。' },
  'trunk.invalid-host': { status: 400, en: '{host} is neither an address nor a host name.', zh: '{host} 不是有效的地址或主机名。' },
  'trunk.invalid-address': {
    status: 400,
    en: 'Say from which numeric addresses the calls of this trunk come; {address} is none (address, address:port, or a network from /24 on).',
    zh: '请填写该中继呼入的数字地址；{address} 无效（可用 地址、地址:端口，或 /24 及更小的网段）。',
  },
  'trunk.login-incomplete': { status: 400, en: 'A user name and a secret belong together, and registration needs both.', zh: '用户名与密码须同时填写，注册方式两者都需要。' },
  'trunk.address-taken': { status: 409, en: 'Calls from {address} already belong to another trunk.', zh: '来自 {address} 的呼叫已属于其他中继。' },
  'number.taken': { status: 409, en: 'This number has just been rented. Choose another.', zh: '该号码刚刚被租用，请另选。' },
  'number.other-carrier': { status: 409, en: 'This number belongs to another carrier than yours.', zh: '该号码不属于您所用的运营商。' },
  'number.already-in-stock': { status: 409, en: 'This number is already in the stock.', zh: '该号码已在号码池中。' },
  'number.invalid': { status: 400, en: 'A number is needed in international form, as in +862150001234.', zh: '请填写国际格式号码，例如 +862150001234。' },
  'number.no-such-queue': { status: 409, en: 'This queue is no longer there. Choose another.', zh: '该队列已不存在，请另选。' },
  'recording.not-there': { status: 404, en: 'This call has no recording, or it is not finished yet.', zh: '该通话没有录音，或录音尚未完成。' },
  'carrier.not-configured': { status: 503, en: 'The carrier {carrier} is not connected. The operator has to configure it.', zh: '运营商 {carrier} 未连接，请由运营方配置。' },
  'carrier.out-of-reach': { status: 503, en: 'The carrier does not answer just now. Try again in a moment.', zh: '运营商暂时无响应，请稍后再试。' },
  'demo.not-available': { status: 409, en: 'Simulated callers need the simulated carrier.', zh: '模拟来电需要启用模拟运营商。' },
  'demo.number-not-rented': { status: 409, en: 'Nobody rents this number.', zh: '该号码尚无人租用。' },
};

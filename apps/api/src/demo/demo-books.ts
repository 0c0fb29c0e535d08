import { addDays, civilDateAt, SYSTEM_CLOCK } from '@seatline/kernel';
import type { DemoClient } from './demo-client';
import type { List } from './past/demo-company';
import { DEMO_ZONE } from './past/demo-time';

interface Invoice {
  readonly id: string;
  readonly number: string;
}
interface Order {
  readonly leaseNumber: string;
  readonly total: string;
}

/** As a Chinese bank's download has them. */
const MAPPING = {
  encoding: 'utf-8', delimiter: ',', dateFormat: 'YYYY-MM-DD', decimalMark: '.', thousandsMark: ',', valueDate: '交易日期', amount: '贷方金额', reference: '流水号', payerName: '对方户名',
  payerAccount: '对方账号', remark: '摘要',
} as const;

const CHEAPER_DECK = [
  'prefix,per_minute,connect,initial_seconds,increment_seconds,effective_from,effective_to', '86,0.10,0,60,60,,', '8610,0.09,0,60,60,,', '852,0.55,0,60,6,,', '1,0.28,0,60,6,,',
].join('\n');

/** What the demo's bookkeepers find on their desks: an order that waits for its transfer, the bank's lines, a fapiao asked for, a deck that nobody has activated yet, caps. */
export async function addDemoBooks(admin: DemoClient, operator: DemoClient): Promise<void> {
  const today = civilDateAt(SYSTEM_CLOCK.now(), DEMO_ZONE);
  const { items: invoices } = await admin.send<List<Invoice>>('GET', '/invoices');
  const { items: leases } = await admin.send<List<{ startOn: string }>>('GET', '/leases');
  const order = await admin.send<Order>('POST', '/orders', { planCode: 'standard', seats: 2, months: 12, startOn: leases[0]?.startOn ?? today });
  const [paid] = invoices;
  if (paid) {
    await admin.send('PUT', '/tax-profile', { title: '演示客服有限公司', taxNumber: '91310000MA1K000000', email: 'billing@demo.seatline.example' });
    await admin.send('POST', `/invoices/${paid.id}/fapiao`, { kind: 'general' });
  }
  const caps = [
    { scope: 'tenant', period: 'month', amount: '2000.00' },
    { scope: 'seat', period: 'day', amount: '80.00' },
  ];
  await admin.send('PUT', '/spending/caps', { caps });
  await operator.send('POST', '/operator/decks', { direction: 'outbound', name: '下季度资费 Next quarter', csv: CHEAPER_DECK });
  await bringStatement(operator, order, addDays(today, -1));
}

async function bringStatement(operator: DemoClient, order: Order, on: string): Promise<void> {
  const { legalEntities } = await operator.send<{ legalEntities: readonly { id: string }[] }>('GET', '/operator/bank-accounts');
  const account = { name: '工商银行 ICBC', currency: 'CNY', secondPersonAbove: '50000.00', mapping: MAPPING, legalEntityId: legalEntities[0]?.id };
  await operator.send('POST', '/operator/bank-accounts', account);
  const { items } = await operator.send<List<{ id: string }>>('GET', '/operator/bank-accounts');
  const rows = [
    [MAPPING.valueDate, MAPPING.amount, MAPPING.reference, MAPPING.payerName, MAPPING.payerAccount, MAPPING.remark].join(','),
    `${on},${order.total},DEMO-1,演示客服有限公司,6222020000000000,${order.leaseNumber} 加座`,
    `${on},"60,000.00",DEMO-2,上海远帆信息技术有限公司,6222020000000001,货款`,
    `${on},88.00,DEMO-3,张伟,6222020000000002,退款`,
  ];
  const contentBase64 = Buffer.from(rows.join('\n')).toString('base64');
  await operator.send('POST', `/operator/bank-accounts/${items[0]?.id ?? ''}/statements`, { fileName: 'icbc.csv', contentBase64 });
}

/** A person of the demo, printed at the start. */
export interface DemoSignIn {
  readonly as: 'operator' | 'tenant admin' | 'supervisor' | 'agent';
  readonly email: string;
  readonly displayName: string;
}

/** Everybody's password in the demo. The demo runs on this machine's own address and database only. */
export const DEMO_PASSWORD = 'seatline-demo';

export const DEMO_TENANT_NAME = '云湖客服 Cloud Lake';

export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  { as: 'operator', email: 'operator@seatline.example', displayName: '平台运营 Operator' },
  { as: 'tenant admin', email: 'admin@cloudlake.example', displayName: '陈敏 Chen Min' },
  { as: 'supervisor', email: 'supervisor@cloudlake.example', displayName: '周洁 Zhou Jie' },
  { as: 'agent', email: 'lin@cloudlake.example', displayName: '林涛 Lin Tao' },
  { as: 'agent', email: 'wang@cloudlake.example', displayName: '王芳 Wang Fang' },
];

/** A tenant of the demo beside Cloud Lake, and the admin who may look at it as its own people see it. */
export interface DemoOtherAdmin {
  readonly tenantName: string;
  readonly email: string;
  readonly displayName: string;
  /** Printed at the start. */
  readonly state: string;
}

export const DEMO_OTHER_ADMINS: readonly [DemoOtherAdmin, DemoOtherAdmin, DemoOtherAdmin] = [
  { tenantName: '远帆外呼 Sailfar', email: 'admin@sailfar.example', displayName: '赵远 Zhao Yuan', state: 'overdue' },
  { tenantName: '青禾教育 Greenfield', email: 'admin@greenfield.example', displayName: '孙青 Sun Qing', state: 'suspended' },
  { tenantName: '星桥保险 StarBridge', email: 'admin@starbridge.example', displayName: '吴桥 Wu Qiao', state: 'prepaid calls' },
];

export function emailOf(as: DemoSignIn['as'], index = 0): string {
  const found = DEMO_SIGN_INS.filter((each) => each.as === as)[index];
  if (!found) throw new RangeError(`the demo has no ${as} ${index}`);
  return found.email;
}

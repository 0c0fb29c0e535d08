import type { Walker } from './browser';

/** Quote, order, payment, seats. @returns faults of accessibility on the way. */
export async function orderSeats(admin: Walker): Promise<string[]> {
  await admin.open('坐席');
  const before = await admin.page.getByText('已开通').count();
  await admin.page.getByRole('link', { name: '租用坐席' }).click();
  await admin.heading('租用坐席');
  await admin.page.getByLabel('坐席数').fill('2');
  await admin.sees('应付金额');
  const faults = await admin.faults();
  await admin.press('提交订单');
  await admin.sees('已订购 2 个坐席');
  faults.push(...(await admin.faults()));
  await admin.press(/^立即支付/);
  await admin.sees('已付款，坐席开通中');
  await admin.page.getByRole('link', { name: '查看坐席' }).click();
  await admin.heading('坐席');
  await admin.page.getByText('已开通').nth(before + 1).waitFor();
  return faults;
}

/** A queue with an agent, a number that rings in it, a seat that the agents may take. */
export async function prepareLines(admin: Walker): Promise<void> {
  await admin.open('技能组');
  await admin.press('创建技能组');
  await admin.fill('名称', '售后');
  await admin.choose('坐席人员', '林涛 Lin Tao');
  await admin.submit('保存');
  await admin.done();
  await admin.sees('售后');

  await admin.open('号码');
  await admin.press('领取号码');
  await admin.dialog().getByRole('button', { name: /^领取 \+862150007788/ }).click();
  await admin.sees('号码已领取，请绑定技能组。');
  await admin.page.keyboard.press('Escape');
  await admin.done();
  await admin.page.getByRole('row', { name: '+862150007788' }).getByRole('button', { name: '绑定' }).click();
  await admin.choose('来电进入', '售后');
  await admin.submit('保存');
  await admin.done();
  await admin.page.getByRole('row', { name: /\+862150007788.*售后/ }).waitFor();

  await admin.open('坐席');
  await admin.page.getByRole('button', { name: '名称与人员' }).last().click();
  await admin.choose('可使用的人员', '王芳 Wang Fang');
  await admin.submit('保存');
  await admin.done();
}

/** An invoice as on paper, with a line opened in place. */
export async function readMoney(admin: Walker): Promise<string[]> {
  await admin.open('账单');
  await admin.page.getByRole('link', { name: /^SLI-/ }).last().click();
  await admin.heading(/^账单 SLI-/);
  await admin.page.locator('.ant-table-row-expand-icon').first().click();
  await admin.sees('四舍五入一次');
  const faults = await admin.seen();
  await admin.page.getByRole('link', { name: /^SL-/ }).first().click();
  await admin.heading(/^租约 SL-/);
  return [...faults, ...(await admin.seen())];
}

/** An invitation made, and accepted by somebody who has nothing but the link. */
export async function admit(admin: Walker, guest: Walker): Promise<string[]> {
  await admin.open('成员');
  await admin.press('邀请成员');
  await admin.fill('邮箱', 'new.agent@cloudlake.example');
  await admin.submit('生成邀请链接');
  const link = await admin.dialog().getByLabel('邀请链接').inputValue();
  await guest.page.goto(link);
  await guest.page.getByLabel('您的姓名（同事可见）').fill('新人 New Agent');
  await guest.page.locator('input[type=password]').fill('a password of some length');
  const faults = await guest.faults();
  await guest.page.getByRole('button', { name: '加入并登录' }).click();
  await guest.heading('坐席工作台');
  return [...faults, ...(await guest.faults())];
}

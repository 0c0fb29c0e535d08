import type { Walker } from './browser';

const DEMO_NUMBER = /\+862150001234/;

function state(agent: Walker, word: string): Promise<void> {
  return agent.page.getByRole('region', { name: '电话条' }).getByText(word, { exact: true }).first().waitFor();
}

export async function takeSeat(agent: Walker): Promise<string[]> {
  await agent.heading('坐席工作台');
  const faults = await agent.faults();
  await agent.press(/^登入 坐席/);
  await agent.sees(/示忙/);
  return faults;
}

/** A caller rings; the agent answers, talks and hangs up without the mouse. */
export async function answerCallers(agent: Walker, operator: Walker): Promise<string[]> {
  await agent.page.keyboard.press('Alt+KeyR');
  await state(agent, '示闲');
  await operator.open('Number stock');
  await operator.page.getByRole('row', { name: DEMO_NUMBER }).getByRole('button', { name: 'Simulate a caller' }).click();
  await state(agent, '振铃');
  const caller = await agent.page.locator('.call-card__number').textContent();
  if (!/^\+\d{8,15}$/.test(caller ?? '')) throw new Error(`no caller's number on the card: ${String(caller)}`);
  const faults = await agent.faults();
  await agent.page.keyboard.press('Alt+KeyA');
  await state(agent, '通话中');
  faults.push(...(await agent.faults()));
  await agent.page.keyboard.press('Alt+KeyX');
  await state(agent, '话后整理');
  await agent.page.keyboard.press('Alt+KeyR');
  await state(agent, '示闲');
  return faults;
}

/** A call out, ended again; then the seat is left for the next shift. */
export async function callOut(agent: Walker): Promise<void> {
  await agent.page.getByLabel('被叫号码').fill('+86 139-0013 9000');
  await agent.page.keyboard.press('Enter');
  await agent.page.getByRole('region', { name: '电话条' }).getByText('+8613900139000', { exact: true }).waitFor();
  await agent.page.keyboard.press('Alt+KeyX');
  await agent.page.getByRole('region', { name: '电话条' }).getByText('+8613900139000', { exact: true }).waitFor({ state: 'detached' });
  await agent.press('下线');
  await agent.dialog().getByRole('button', { name: '下线' }).click();
  await agent.sees('请先登入坐席');
}

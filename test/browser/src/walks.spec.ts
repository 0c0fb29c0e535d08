import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type StartedApp } from '@seatline/test-support';
import type { Browser } from 'playwright-core';
import { admit, orderSeats, prepareLines, readMoney } from './admin-walk';
import { answerCallers, callOut, takeSeat } from './agent-walk';
import { findChromium, launch, type Person, Walker } from './browser';
import { addTenant, bookPayment, planMaintenance, stockNumber } from './operator-walk';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const A_WALK_MS = 300_000;

const chromium = findChromium();

function portal(executable: string): void {
  let app: StartedApp;
  let browser: Browser;
  const walkers: Walker[] = [];

  const arrive = async (person: Person | null, language: 'zh-CN' | 'en', viewport = DESK): Promise<Walker> => {
    const walker = await Walker.arrive(browser, app.url, viewport);
    walkers.push(walker);
    if (person !== null) await walker.signIn(person, language);
    return walker;
  };

  beforeAll(async () => {
    app = await startApp();
    browser = await launch(executable);
  }, A_WALK_MS);

  afterEach(async () => {
    const left = walkers.splice(0);
    const complaints = left.flatMap((walker) => walker.complaints);
    for (const walker of left) await walker.leave();
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  }, A_WALK_MS);

  it('lets an operator add a tenant, book a payment, plan maintenance and stock a number', async () => {
    const operator = await arrive(app.signIns.operator, 'en');
    await addTenant(operator);
    expect(await bookPayment(operator)).toEqual([]);
    await planMaintenance(operator);
    await stockNumber(operator);
    expect(await operator.tour()).toEqual([]);
  }, A_WALK_MS);

  it('lets a tenant admin rent seats and pay, prepare the lines, and read the money', async () => {
    const admin = await arrive(app.signIns.tenantAdmin, 'zh-CN');
    expect(await orderSeats(admin)).toEqual([]);
    await prepareLines(admin);
    expect(await readMoney(admin)).toEqual([]);
    expect(await admin.tour()).toEqual([]);
  }, A_WALK_MS);

  it('lets an invited person join by the link alone, on a phone', async () => {
    const admin = await arrive(app.signIns.tenantAdmin, 'zh-CN');
    const guest = await arrive(null, 'zh-CN', PHONE);
    expect(await admit(admin, guest)).toEqual([]);
    expect(await guest.overflow()).toBe(0);
  }, A_WALK_MS);

  it('lets an agent take a seat, answer a caller by the keyboard, call out and leave', async () => {
    const agent = await arrive(app.signIns.agents[0] ?? null, 'zh-CN');
    const operator = await arrive(app.signIns.operator, 'en');
    expect(await takeSeat(agent)).toEqual([]);
    expect(await answerCallers(agent, operator)).toEqual([]);
    await callOut(agent);
  }, A_WALK_MS);

  it('is as accessible in the dark, and refuses politely what a role does not allow', async () => {
    const supervisor = await arrive(app.signIns.supervisor, 'en');
    await supervisor.press('Dark mode');
    expect(await supervisor.tour()).toEqual([]);
    await supervisor.page.goto(`${app.url}/invoices`);
    await supervisor.sees('Your role does not allow this page');
    expect(await supervisor.faults()).toEqual([]);
  }, A_WALK_MS);
}

if (chromium === null) it('is left out: there is no Chromium on this machine', () => expect(chromium).toBeNull());
else describe('the portal', () => portal(chromium));

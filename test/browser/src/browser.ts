import { appendFileSync, existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/**
 * Where Chromium is on this machine. Without one the walks are left out, and `npm test` says so at its end; in continuous integration that is
 * a failure.
 */
export function findChromium(): string | null {
  const asked = process.env['CHROMIUM'];
  const found = asked !== undefined && existsSync(asked) ? asked : PLACES.find((place) => existsSync(place));
  if (found !== undefined) return found;
  const missing = 'The portal was not walked in a browser: there is no Chromium here (Debian and Ubuntu: apt-get install chromium fonts-noto-cjk).';
  if (process.env['CI'] === 'true') throw new Error(missing);
  const leftOut = process.env['SEATLINE_LEFT_OUT'];
  if (leftOut !== undefined) appendFileSync(leftOut, `${missing}\n`);
  return null;
}

export type Language = 'zh-CN' | 'en';

const SWITCH_TO: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** One person at one screen. Anything the page complains about is kept; the walk fails on it at its end. */
export class Walker {
  readonly complaints: string[] = [];
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    });
  }

  static async arrive(browser: Browser, url: string, viewport: { width: number; height: number }): Promise<Walker> {
    const context = await browser.newContext({ viewport, timezoneId: 'Asia/Shanghai', locale: 'zh-CN', reducedMotion: 'reduce' });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    return new Walker(page, context, url);
  }

  /** Signs in by the form and speaks the language afterwards, whatever the person's own is. */
  async signIn(person: Person, language: Language): Promise<void> {
    await this.page.goto(`${this.url}/sign-in`);
    await this.page.locator('input[type=email]').fill(person.email);
    await this.page.locator('input[type=password]').fill(person.password);
    await this.page.locator('button[type=submit]').click();
    await this.page.locator('#content').waitFor();
    await this.speak(language);
  }

  async speak(language: Language): Promise<void> {
    if ((await this.page.locator('html').getAttribute('lang')) !== language) await this.page.getByRole('button', { name: SWITCH_TO[language] }).click();
    await this.page.locator(`html[lang="${language}"]`).waitFor();
  }

  /** Opens a page by its name in the menu, as people do. */
  async open(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await this.heading(name);
  }

  async heading(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** The drawer or question that is open. */
  dialog() {
    return this.page.getByRole('dialog').last();
  }

  /** A field of the open drawer by its label; "(optional)" may follow it. */
  private field(label: string) {
    return this.dialog().getByLabel(new RegExp(`^${label}(\\s*[(（].*)?$`));
  }

  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** Writes a day into a date field and takes it. */
  async fillDay(label: string, day: string): Promise<void> {
    const field = this.field(label);
    await field.fill(day);
    await field.press('Enter');
  }

  /** Chooses in a select by a part of what it shows; its list closes again. */
  async choose(label: string, option: string): Promise<void> {
    const field = this.field(label);
    await field.click();
    await this.page.locator('.ant-select-dropdown:visible').getByTitle(option).first().click();
    await this.dialog().locator('.ant-drawer-title').click();
  }

  async submit(name: string): Promise<void> {
    await this.dialog().getByRole('button', { name }).click();
  }

  /** Waits until the drawer has closed, which it does when the API has agreed. */
  async done(): Promise<void> {
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** How much wider than the screen the page is. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** Serious and critical faults of accessibility on the page as it is now. */
  async faults(): Promise<string[]> {
    await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    // In the page itself, as it has no frames (only those of strangers would be passed over); else each time a blank page is opened to sum up.
    const axe = new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'] }).setLegacyMode();
    const { violations } = await axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    const grave = violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical');
    return grave.map((violation) => `${this.page.url()} ${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }

  /** Every page of one's menu: opened, read, examined. @returns the faults of all, a page that is wider than the screen among them. */
  async tour(): Promise<string[]> {
    const links = this.page.getByRole('navigation').getByRole('link');
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    if (addresses.length < 5) return [`a menu of ${addresses.length} pages`];
    const faults: string[] = [];
    for (const address of addresses) {
      await this.page.getByRole('navigation').locator(`a[href="${address}"]`).click();
      await this.page.waitForURL(`**${address}`);
      await this.page.getByRole('heading', { level: 1 }).waitFor();
      faults.push(...(await this.seen()));
    }
    return faults;
  }

  /** The page as it is now: faults of accessibility, and whether it is wider than the screen. */
  async seen(): Promise<string[]> {
    const faults = await this.faults();
    const overflow = await this.overflow();
    return overflow > 0 ? [...faults, `${this.page.url()} is ${overflow} pixels wider than the screen`] : faults;
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
}

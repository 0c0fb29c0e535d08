export type Language = 'zh-CN' | 'en';

export function asLanguage(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : null;
}

/** What the person chose here before, else the first of the browser's languages that we speak, else Chinese: most tenants are Chinese. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  return asLanguage(stored) ?? browser.map(asLanguage).find((language) => language !== null) ?? 'zh-CN';
}

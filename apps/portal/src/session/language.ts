import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from '../locales/messages';

export { i18next };

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

const STORED = 'seatline.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages };
    returnNull: false;
  }
}

export function asLanguage(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : null;
}

/** What the person chose here before, else the first of the browser's languages that we speak, else Chinese: most tenants are Chinese. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  return asLanguage(stored) ?? browser.map(asLanguage).find((language) => language !== null) ?? 'zh-CN';
}

async function load(language: Language): Promise<Messages> {
  if (language === 'en') return (await import('../locales/en')).en;
  return (await import('../locales/zh-cn')).zhCn;
}

async function addLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await load(language));
}

export async function startLanguage(): Promise<void> {
  const language = preferredLanguage(localStorage.getItem(STORED), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false }, // React escapes
  });
  document.documentElement.lang = language;
}

/** Shows the portal in another language, from now on and on this device. */
export async function speak(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await addLanguage(language);
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

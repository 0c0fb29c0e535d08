import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages } from '../locales/messages';
import { type Language, preferredLanguage } from './preferred-language';

export { i18next };

const STORED = 'seatline.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages };
    returnNull: false;
  }
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

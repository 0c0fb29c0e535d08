import { App, ConfigProvider, theme as algorithms, type ThemeConfig } from 'antd';
import type { Locale } from 'antd/es/locale';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export type Appearance = 'light' | 'dark';

const STORED = 'seatline.appearance';
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif";

function initialAppearance(): Appearance {
  const stored = localStorage.getItem(STORED);
  if (stored === 'light' || stored === 'dark') return stored;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Tokens that pass WCAG AA; antd's own light palette does not (primary buttons, placeholders, tertiary text). */
function tokens(appearance: Appearance, still: boolean): ThemeConfig {
  const dark = appearance === 'dark';
  const accent = dark ? '#91caff' : '#003eb3';
  const quiet = dark ? 'rgba(255,255,255,0.65)' : 'rgba(0,0,0,0.6)';
  return {
    algorithm: dark ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
    token: {
      colorPrimary: '#0958d9',
      colorPrimaryHover: dark ? '#0a50c4' : '#003eb3',
      colorLink: dark ? '#69b1ff' : '#0958d9',
      colorSuccess: dark ? '#49aa19' : '#237804',
      colorWarning: dark ? '#d89614' : '#ad6800',
      colorError: dark ? '#ff8f8c' : '#cf1322',
      colorTextPlaceholder: quiet,
      colorTextTertiary: quiet,
      colorTextDescription: quiet,
      colorTextDisabled: quiet,
      fontFamily: FONT,
      fontSize: 14,
      borderRadius: 6,
      motion: !still,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
    },
    components: {
      Layout: { headerHeight: 52, headerPadding: '0 16px', headerBg: dark ? '#141414' : '#ffffff', siderBg: dark ? '#141414' : '#ffffff', bodyBg: dark ? '#0a0a0a' : '#f5f6f8' },
      Button: { defaultHoverColor: accent, defaultHoverBorderColor: accent, defaultActiveColor: accent, defaultActiveBorderColor: accent },
      Menu: { itemHeight: 34, itemSelectedColor: dark ? accent : '#0958d9', activeBarBorderWidth: 0, groupTitleColor: quiet },
      Table: { cellPaddingBlock: 10, cellPaddingInline: 12, headerBg: dark ? '#1d1d1d' : '#fafafa' },
      Descriptions: { labelColor: quiet },
    },
  };
}

interface AppearanceChoice {
  readonly appearance: Appearance;
  choose(appearance: Appearance): void;
}

const Choice = createContext<AppearanceChoice>({ appearance: 'light', choose: () => {} });

export function useAppearance(): AppearanceChoice {
  return useContext(Choice);
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const follow = () => setMatches(list.matches);
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches;
}

/** A phone's width: tables become lists of cards, the menu a drawer. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 767px)');
}

export function ThemeProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  const [appearance, setAppearance] = useState(initialAppearance);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    document.documentElement.dataset['appearance'] = appearance;
    document.documentElement.style.colorScheme = appearance;
  }, [appearance]);
  const choice = useMemo(
    () => ({
      appearance,
      choose(next: Appearance) {
        localStorage.setItem(STORED, next);
        setAppearance(next);
      },
    }),
    [appearance],
  );
  const config = useMemo(() => tokens(appearance, still), [appearance, still]);
  return (
    <Choice value={choice}>
      <ConfigProvider theme={config} locale={locale} button={{ autoInsertSpace: false }}>
        <App className="app">{children}</App>
      </ConfigProvider>
    </Choice>
  );
}

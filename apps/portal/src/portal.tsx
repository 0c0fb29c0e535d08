import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Locale } from 'antd/es/locale';
import enUs from 'antd/es/locale/en_US';
import zhCn from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { createPortalRouter } from './routes/router';
import { isWorthRetrying } from './session/problem';
import { ThemeProvider } from './ui/theme';

const ANT_LOCALES: Record<string, Locale> = { en: enUs, 'zh-CN': zhCn };

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 2 && isWorthRetrying(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export function Portal() {
  const { i18n } = useTranslation();
  const [router] = useState(createPortalRouter);
  // Date pickers take their month names from dayjs, not from antd's locale.
  dayjs.locale(i18n.language === 'zh-CN' ? 'zh-cn' : 'en');
  useEffect(() => () => router.dispose(), [router]);
  return (
    <QueryClientProvider client={queries}>
      <ThemeProvider locale={ANT_LOCALES[i18n.language] ?? zhCn}>
        <RouterProvider router={router} />
      </ThemeProvider>
    </QueryClientProvider>
  );
}

import { GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speak } from '../../session/language';
import { useAppearance } from '../../ui/theme';

/** The frame of what can be seen without a sign-in. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { appearance, choose } = useAppearance();
  const chinese = i18n.language === 'zh-CN';
  const next = appearance === 'dark' ? 'light' : 'dark';
  return (
    <div className="public">
      <div className="public__bar">
        <Button type="text" icon={<GlobalOutlined aria-hidden="true" />} onClick={() => void speak(chinese ? 'en' : 'zh-CN')} lang={chinese ? 'en' : 'zh-CN'}>
          {chinese ? 'English' : '中文'}
        </Button>
        <Button type="text" icon={appearance === 'dark' ? <SunOutlined /> : <MoonOutlined />} aria-label={next === 'dark' ? t('shell.dark') : t('shell.light')} onClick={() => choose(next)} />
      </div>
      <main className="public__card">{children}</main>
    </div>
  );
}

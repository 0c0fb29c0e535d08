import { GlobalOutlined, LogoutOutlined, MenuOutlined, MoonOutlined, SearchOutlined, SunOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Layout, Select, Tooltip } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { speak } from '../session/language';
import type { Language } from '../session/preferred-language';
import { useSession } from '../session/session';
import { keepLanguage, SESSION_KEY, signOut, signOutEverywhere, switchTenant } from '../session/session.api';
import { useAppearance, useNarrow } from '../ui/theme';
import { useAction } from '../ui/use-action';
import { CommandPalette, useCommandPalette } from './command-palette';

const OPERATOR_CONSOLE = '';

function useOtherLanguage() {
  const { i18n, t } = useTranslation();
  const other: Language = i18n.language === 'zh-CN' ? 'en' : 'zh-CN';
  const keep = useAction(keepLanguage, { stale: [SESSION_KEY] });
  return {
    label: other === 'en' ? 'English' : '中文',
    hint: t('shell.language'),
    switchOver: () => {
      void speak(other);
      keep.mutate(other);
    },
  };
}

function TenantSwitch() {
  const { t } = useTranslation();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const choose = useAction(switchTenant, { stale: [] });
  const consoles = session.operatorRoles.length > 0 ? [{ value: OPERATOR_CONSOLE, label: t('shell.operatorConsole') }] : [];
  const options = [...consoles, ...session.tenants.map((tenant) => ({ value: tenant.id, label: tenant.name }))];
  const current = session.tenant?.name ?? t('shell.operatorConsole');
  if (options.length < 2) return <span className="shell-tenant">{current}</span>;
  const change = async (id: string) => {
    await choose.mutateAsync(id === OPERATOR_CONSOLE ? null : id);
    await queries.refetchQueries({ queryKey: SESSION_KEY });
    await navigate('/');
  };
  return (
    <Select
      aria-label={t('shell.tenant')}
      className="shell-tenant"
      variant="borderless"
      popupMatchSelectWidth={false}
      value={session.tenant?.id ?? OPERATOR_CONSOLE}
      options={options}
      loading={choose.isPending}
      onChange={(id) => void change(id).catch(() => undefined)}
    />
  );
}

function PersonMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const queries = useQueryClient();
  const language = useOtherLanguage();
  const { appearance, choose } = useAppearance();
  const narrow = useNarrow();
  const leave = (end: () => Promise<unknown>) => async () => {
    await end();
    queries.clear();
    window.location.assign('/sign-in');
  };
  const out = useAction(leave(signOut), { stale: [] });
  const everywhere = useAction(leave(signOutEverywhere), { stale: [] });
  const preferences = [
    { key: 'language', icon: <GlobalOutlined />, label: language.label, onClick: language.switchOver },
    {
      key: 'appearance',
      icon: appearance === 'dark' ? <SunOutlined /> : <MoonOutlined />,
      label: appearance === 'dark' ? t('shell.light') : t('shell.dark'),
      onClick: () => choose(appearance === 'dark' ? 'light' : 'dark'),
    },
  ];
  const items = [
    { key: 'who', disabled: true, label: session.person.email },
    { type: 'divider' as const },
    ...(narrow ? [...preferences, { type: 'divider' as const, key: 'line' }] : []),
    { key: 'out', icon: <LogoutOutlined />, label: t('shell.signOut'), onClick: () => out.mutate(undefined) },
    { key: 'everywhere', icon: <LogoutOutlined />, label: t('shell.signOutEverywhere'), onClick: () => everywhere.mutate(undefined) },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined aria-hidden="true" />} aria-label={t('shell.person', { name: session.person.displayName })}>
        {narrow ? null : session.person.displayName}
      </Button>
    </Dropdown>
  );
}

export function ShellBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const palette = useCommandPalette();
  const language = useOtherLanguage();
  const { appearance, choose } = useAppearance();
  const nextAppearance = appearance === 'dark' ? 'light' : 'dark';
  return (
    <Layout.Header className="shell-bar">
      <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={onMenu} />
      {!narrow && (
        <Link to="/" className="shell-brand">
          <img src="/icon.svg" alt="" width={22} height={22} /> Seatline
        </Link>
      )}
      <TenantSwitch />
      <span className="shell-space" />
      <Button type="text" icon={<SearchOutlined aria-hidden="true" />} aria-keyshortcuts="Control+K" onClick={palette.show}>
        <span className="visually-hidden">{t('shell.search')}</span>
        {narrow ? null : <kbd aria-hidden="true">Ctrl K</kbd>}
      </Button>
      {!narrow && (
        <>
          <Tooltip title={language.hint}>
            <Button type="text" icon={<GlobalOutlined aria-hidden="true" />} onClick={language.switchOver}>
              {language.label}
            </Button>
          </Tooltip>
          <Tooltip title={nextAppearance === 'dark' ? t('shell.dark') : t('shell.light')}>
            <Button
              type="text"
              icon={appearance === 'dark' ? <SunOutlined /> : <MoonOutlined />}
              aria-label={nextAppearance === 'dark' ? t('shell.dark') : t('shell.light')}
              onClick={() => choose(nextAppearance)}
            />
          </Tooltip>
        </>
      )}
      <PersonMenu />
      <CommandPalette open={palette.open} onClose={palette.hide} />
    </Layout.Header>
  );
}

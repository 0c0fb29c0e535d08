import { Drawer, Layout, Menu } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import { DeskBar } from '../features/desk/components/desk-bar';
import { useAllowed, useSession } from '../session/session';
import { useNarrow } from '../ui/theme';
import { menuFor, type MenuEntry } from './menu';
import { ShellBar } from './shell-bar';

const COLLAPSED = 'seatline.menu-collapsed';

function currentKey(entries: readonly MenuEntry[], pathname: string): string[] {
  const found = entries.filter((entry) => pathname === entry.path || pathname.startsWith(`${entry.path}/`));
  return found.length > 0 ? [found[found.length - 1]?.path ?? ''] : [];
}

function useMenuItems(entries: readonly MenuEntry[], grouped: boolean) {
  const { t } = useTranslation();
  const item = (entry: MenuEntry) => ({ key: entry.path, icon: entry.icon, label: <Link to={entry.path}>{t(`pages.${entry.name}`)}</Link> });
  if (!grouped) return entries.map(item);
  const groups = [...new Set(entries.map((entry) => entry.group))];
  return groups.map((group) => ({
    key: group,
    type: 'group' as const,
    label: t(`menu.group.${group}`),
    children: entries.filter((entry) => entry.group === group).map(item),
  }));
}

function ShellMenu({ collapsed, onNavigate }: { collapsed: boolean; onNavigate?: () => void }) {
  const { t } = useTranslation();
  const entries = menuFor(useSession());
  const items = useMenuItems(entries, !collapsed);
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('shell.menu')}>
      <Menu mode="inline" inlineCollapsed={collapsed} selectedKeys={currentKey(entries, pathname)} items={items} onClick={onNavigate} style={{ borderInlineEnd: 0 }} />
    </nav>
  );
}

/** The frame: menu at the left, bar at the top, an agent's own line below it, then the page. */
export function Shell() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(COLLAPSED) === 'yes');
  const [drawerOpen, setDrawerOpen] = useState(false);
  const session = useSession();
  const works = useAllowed('agent:work') && session.tenant !== null;
  const toggle = () => {
    if (narrow) return setDrawerOpen(true);
    localStorage.setItem(COLLAPSED, collapsed ? 'no' : 'yes');
    setCollapsed(!collapsed);
  };
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <ShellBar onMenu={toggle} />
      <Layout hasSider={!narrow}>
        {narrow ? (
          <Drawer placement="left" size={260} open={drawerOpen} onClose={() => setDrawerOpen(false)} title={t('shell.menu')} styles={{ body: { padding: 8 } }}>
            <ShellMenu collapsed={false} onNavigate={() => setDrawerOpen(false)} />
          </Drawer>
        ) : (
          <Layout.Sider width={208} collapsedWidth={56} collapsed={collapsed} className="shell-side">
            <ShellMenu collapsed={collapsed} />
          </Layout.Sider>
        )}
        <div className="shell-content">
          {works && <DeskBar />}
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </Layout>
    </Layout>
  );
}

import {
  AlertOutlined,
  MailOutlined,
  AccountBookOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  CalendarOutlined,
  ClusterOutlined,
  CreditCardOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  DesktopOutlined,
  DiffOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  FormOutlined,
  HistoryOutlined,
  NumberOutlined,
  PercentageOutlined,
  PhoneOutlined,
  ProfileOutlined,
  ReconciliationOutlined,
  ReloadOutlined,
  SafetyCertificateOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SwapOutlined,
  TableOutlined,
  TagsOutlined,
  TeamOutlined,
  ToolOutlined,
  UserSwitchOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Messages } from '../locales/messages';

export type PageName = keyof Messages['pages'];
export type MenuGroup = keyof Messages['menu']['group'];

export interface MenuEntry {
  readonly path: string;
  readonly name: PageName;
  readonly permission: string;
  readonly group: MenuGroup;
  readonly icon: ReactNode;
}

export const TENANT_MENU: readonly MenuEntry[] = [
  { path: '/overview', name: 'overview', permission: 'seats:read', group: 'work', icon: <DashboardOutlined /> },
  { path: '/desk', name: 'desk', permission: 'agent:work', group: 'work', icon: <DesktopOutlined /> },
  { path: '/agents', name: 'agents', permission: 'agents:read', group: 'work', icon: <UserSwitchOutlined /> },
  { path: '/seats', name: 'seats', permission: 'seats:read', group: 'people', icon: <CustomerServiceOutlined /> },
  { path: '/members', name: 'members', permission: 'members:read', group: 'people', icon: <TeamOutlined /> },
  { path: '/queues', name: 'queues', permission: 'queues:read', group: 'calls', icon: <ApartmentOutlined /> },
  { path: '/numbers', name: 'numbers', permission: 'numbers:read', group: 'calls', icon: <NumberOutlined /> },
  { path: '/trunks', name: 'trunks', permission: 'numbers:read', group: 'calls', icon: <ClusterOutlined /> },
  { path: '/calls', name: 'calls', permission: 'calls:read', group: 'calls', icon: <PhoneOutlined /> },
  { path: '/invoices', name: 'invoices', permission: 'billing:read', group: 'money', icon: <FileTextOutlined /> },
  { path: '/statement', name: 'statement', permission: 'billing:read', group: 'money', icon: <ReconciliationOutlined /> },
  { path: '/orders', name: 'orders', permission: 'billing:read', group: 'money', icon: <ShoppingOutlined /> },
  { path: '/sublets', name: 'sublets', permission: 'billing:read', group: 'money', icon: <SwapOutlined /> },
  { path: '/payments', name: 'payments', permission: 'billing:read', group: 'money', icon: <BankOutlined /> },
  { path: '/payment-methods', name: 'paymentMethods', permission: 'billing:read', group: 'money', icon: <CreditCardOutlined /> },
  { path: '/fapiao', name: 'fapiao', permission: 'billing:read', group: 'money', icon: <FileProtectOutlined /> },
  { path: '/call-spending', name: 'callSpending', permission: 'billing:read', group: 'money', icon: <WalletOutlined /> },
  { path: '/seat-usage', name: 'seatUsage', permission: 'billing:read', group: 'money', icon: <BarChartOutlined /> },
  { path: '/notices', name: 'notices', permission: 'billing:read', group: 'money', icon: <MailOutlined /> },
  { path: '/audit', name: 'audit', permission: 'audit:read', group: 'records', icon: <AuditOutlined /> },
];

export const OPERATOR_MENU: readonly MenuEntry[] = [
  { path: '/operator/tenants', name: 'operatorTenants', permission: 'operator:tenants', group: 'customers', icon: <ShopOutlined /> },
  { path: '/operator/leases', name: 'operatorLeases', permission: 'operator:leases', group: 'customers', icon: <ProfileOutlined /> },
  { path: '/operator/requests', name: 'operatorRequests', permission: 'operator:leases', group: 'customers', icon: <FormOutlined /> },
  { path: '/operator/seat-usage', name: 'operatorSeatUsage', permission: 'operator:leases', group: 'customers', icon: <BarChartOutlined /> },
  { path: '/operator/arrears', name: 'operatorArrears', permission: 'operator:arrears', group: 'customers', icon: <FieldTimeOutlined /> },
  { path: '/operator/wallets', name: 'operatorWallets', permission: 'operator:leases', group: 'customers', icon: <WalletOutlined /> },
  { path: '/operator/alarms', name: 'operatorAlarms', permission: 'operator:arrears', group: 'customers', icon: <AlertOutlined /> },
  { path: '/operator/outbox', name: 'operatorOutbox', permission: 'operator:arrears', group: 'customers', icon: <MailOutlined /> },
  { path: '/operator/bank', name: 'operatorBank', permission: 'operator:payments', group: 'books', icon: <BankOutlined /> },
  { path: '/operator/fapiao', name: 'operatorFapiao', permission: 'operator:payments', group: 'books', icon: <FileProtectOutlined /> },
  { path: '/operator/tax', name: 'operatorTax', permission: 'operator:payments', group: 'books', icon: <PercentageOutlined /> },
  { path: '/operator/reports', name: 'operatorReports', permission: 'operator:payments', group: 'books', icon: <AccountBookOutlined /> },
  { path: '/operator/plans', name: 'operatorPlans', permission: 'operator:plans', group: 'rating', icon: <TagsOutlined /> },
  { path: '/operator/decks', name: 'operatorDecks', permission: 'operator:decks', group: 'rating', icon: <TableOutlined /> },
  { path: '/operator/unrated-calls', name: 'operatorUnrated', permission: 'operator:decks', group: 'rating', icon: <HistoryOutlined /> },
  { path: '/operator/reratings', name: 'operatorReratings', permission: 'operator:decks', group: 'rating', icon: <ReloadOutlined /> },
  { path: '/operator/reconciliations', name: 'operatorReconciliations', permission: 'operator:carrier-records', group: 'rating', icon: <DiffOutlined /> },
  { path: '/operator/checks', name: 'operatorChecks', permission: 'operator:checks', group: 'rating', icon: <SafetyCertificateOutlined /> },
  { path: '/operator/what-if', name: 'operatorWhatIf', permission: 'operator:leases', group: 'rating', icon: <ExperimentOutlined /> },
  { path: '/operator/numbers', name: 'operatorNumbers', permission: 'operator:numbers', group: 'platform', icon: <DatabaseOutlined /> },
  { path: '/operator/maintenance', name: 'operatorMaintenance', permission: 'operator:maintenance', group: 'platform', icon: <CalendarOutlined /> },
  { path: '/operator/jobs', name: 'operatorJobs', permission: 'operator:jobs', group: 'platform', icon: <ToolOutlined /> },
  { path: '/operator/audit', name: 'operatorAudit', permission: 'operator:audit', group: 'records', icon: <AuditOutlined /> },
];

/** What a person may open, in the menu's order: an operator's own pages only while no tenant is chosen. */
export function menuFor(session: { tenant: object | null; permissions: readonly string[] }): readonly MenuEntry[] {
  const entries = session.tenant === null ? OPERATOR_MENU : TENANT_MENU;
  return entries.filter((entry) => session.permissions.includes(entry.permission));
}

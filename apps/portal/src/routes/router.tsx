import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouteFault } from './route-fault';

/** A page behind a permission, in a chunk of its own. */
function page(path: string, permission: string | null, load: () => Promise<ComponentType>): RouteObject {
  return {
    path,
    lazy: async () => {
      const Content = await load();
      if (permission === null) return { Component: Content };
      const { Guarded } = await import('./guarded');
      return {
        Component: () => (
          <Guarded permission={permission}>
            <Content />
          </Guarded>
        ),
      };
    },
  };
}

const TENANT_PAGES: RouteObject[] = [
  page('overview', 'seats:read', async () => (await import('./tenant/overview.page')).OverviewPage),
  page('seats', 'seats:read', async () => (await import('./tenant/seats.page')).SeatsPage),
  page('seats/buy', 'billing:manage', async () => (await import('./tenant/buy-seats.page')).BuySeatsPage),
  page('members', 'members:read', async () => (await import('./tenant/members.page')).MembersPage),
  page('agents', 'agents:read', async () => (await import('./tenant/agents.page')).AgentsPage),
  page('numbers', 'numbers:read', async () => (await import('./tenant/numbers.page')).NumbersPage),
  page('trunks', 'numbers:read', async () => (await import('./tenant/trunks.page')).TrunksPage),
  page('queues', 'queues:read', async () => (await import('./tenant/queues.page')).QueuesPage),
  page('calls', 'calls:read', async () => (await import('./tenant/calls.page')).CallsPage),
  page('invoices', 'billing:read', async () => (await import('./tenant/invoices.page')).InvoicesPage),
  page('invoices/:invoiceId', 'billing:read', async () => (await import('./tenant/invoice.page')).InvoicePage),
  page('orders', 'billing:read', async () => (await import('./tenant/orders.page')).OrdersPage),
  page('payments', 'billing:read', async () => (await import('./tenant/payments.page')).PaymentsPage),
  page('payment-methods', 'billing:read', async () => (await import('./tenant/payment-methods.page')).PaymentMethodsPage),
  page('sublets', 'billing:read', async () => (await import('./tenant/sublets.page')).SubletsPage),
  page('statement', 'billing:read', async () => (await import('./tenant/statement.page')).StatementPage),
  page('call-spending', 'billing:read', async () => (await import('./tenant/call-spending.page')).CallSpendingPage),
  page('seat-usage', 'billing:read', async () => (await import('./tenant/seat-usage.page')).SeatUsagePage),
  page('notices', 'billing:read', async () => (await import('./tenant/notices.page')).NoticesPage),
  page('leases/:leaseId', 'billing:read', async () => (await import('./tenant/lease.page')).TenantLeasePage),
  page('fapiao', 'billing:read', async () => (await import('./tenant/fapiao.page')).FapiaoPage),
  page('audit', 'audit:read', async () => (await import('./tenant/audit.page')).AuditPage),
  page('desk', 'agent:work', async () => (await import('./agent/desk.page')).DeskPage),
];

const OPERATOR_PAGES: RouteObject[] = [
  page('operator/tenants', 'operator:tenants', async () => (await import('./operator/tenants.page')).TenantsPage),
  page('operator/leases', 'operator:leases', async () => (await import('./operator/leases.page')).LeasesPage),
  page('operator/leases/:tenantId/:leaseId', 'operator:leases', async () => (await import('./operator/lease.page')).LeasePage),
  page('operator/leases/:tenantId/:leaseId/statement', 'operator:leases', async () => (await import('./operator/lease-statement.page')).LeaseStatementPage),
  page('operator/requests', 'operator:leases', async () => (await import('./operator/requests.page')).RequestsPage),
  page('operator/wallets', 'operator:leases', async () => (await import('./operator/wallets.page')).WalletsPage),
  page('operator/arrears', 'operator:arrears', async () => (await import('./operator/arrears.page')).ArrearsPage),
  page('operator/alarms', 'operator:arrears', async () => (await import('./operator/alarms.page')).AlarmsPage),
  page('operator/outbox', 'operator:arrears', async () => (await import('./operator/outbox.page')).OutboxPage),
  page('operator/maintenance', 'operator:maintenance', async () => (await import('./operator/maintenance.page')).MaintenancePage),
  page('operator/numbers', 'operator:numbers', async () => (await import('./operator/number-stock.page')).NumberStockPage),
  page('operator/plans', 'operator:plans', async () => (await import('./operator/plans.page')).PlansPage),
  page('operator/decks', 'operator:decks', async () => (await import('./operator/decks.page')).DecksPage),
  page('operator/decks/:deckId', 'operator:decks', async () => (await import('./operator/deck.page')).DeckPage),
  page('operator/unrated-calls', 'operator:decks', async () => (await import('./operator/unrated-calls.page')).UnratedCallsPage),
  page('operator/bank', 'operator:payments', async () => (await import('./operator/bank.page')).BankPage),
  page('operator/fapiao', 'operator:payments', async () => (await import('./operator/fapiao.page')).OperatorFapiaoPage),
  page('operator/tax', 'operator:payments', async () => (await import('./operator/tax.page')).TaxPage),
  page('operator/reports', 'operator:payments', async () => (await import('./operator/reports.page')).ReportsPage),
  page('operator/checks', 'operator:checks', async () => (await import('./operator/checks.page')).ChecksPage),
  page('operator/reratings', 'operator:decks', async () => (await import('./operator/reratings.page')).ReratingsPage),
  page('operator/reratings/:reratingId', 'operator:decks', async () => (await import('./operator/rerating.page')).ReratingPage),
  page('operator/what-if', 'operator:leases', async () => (await import('./operator/what-if.page')).WhatIfPage),
  page('operator/seat-usage', 'operator:leases', async () => (await import('./operator/seat-usage.page')).OperatorSeatUsagePage),
  page('operator/reconciliations', 'operator:carrier-records', async () => (await import('./operator/reconciliations.page')).ReconciliationsPage),
  page('operator/reconciliations/:reconciliationId', 'operator:carrier-records', async () => (await import('./operator/reconciliation.page')).ReconciliationPage),
  page('operator/jobs', 'operator:jobs', async () => (await import('./operator/jobs.page')).JobsPage),
  page('operator/audit', 'operator:audit', async () => (await import('./operator/audit.page')).OperatorAuditPage),
];

const home = async () => ({ Component: (await import('./landing')).Home });

export function createPortalRouter() {
  return createBrowserRouter([
    {
      ErrorBoundary: RouteFault,
      HydrateFallback: () => null,
      children: [
        page('sign-in', null, async () => (await import('./public/sign-in.page')).SignInPage),
        page('invitations/:token', null, async () => (await import('./public/invitation.page')).InvitationPage),
        {
          // The frame and its menus come after a sign-in: the first page stays small.
          lazy: async () => ({ Component: (await import('./signed-in.layout')).SignedInLayout }),
          children: [
            { index: true, lazy: home },
            { path: 'operator', lazy: home },
            page('choose-tenant', null, async () => (await import('./public/choose-tenant.page')).ChooseTenantPage),
            ...TENANT_PAGES,
            ...OPERATOR_PAGES,
            page('*', null, async () => (await import('./landing')).NotFoundPage),
          ],
        },
      ],
    },
  ]);
}

import { Module } from '@nestjs/common';
import { BankAccountsController } from './http/bank-accounts.controller';
import { BankLinesController } from './http/bank-lines.controller';
import { CheckoutsController } from './http/checkouts.controller';
import { InvoicesController, PaymentsController } from './http/invoices.controller';
import { LeaseLifeController } from './http/lease-life.controller';
import { LeasesController } from './http/leases.controller';
import { OperatorActsController } from './http/operator-acts.controller';
import { OperatorDecksController } from './http/operator-decks.controller';
import { OperatorLeaseLifeController, OperatorRenewalsController } from './http/operator-lease-life.controller';
import { OperatorLeasesController } from './http/operator-leases.controller';
import { OperatorPricesController } from './http/operator-prices.controller';
import { OperatorPaymentsController } from './http/operator-payments.controller';
import { OrdersController, PlansController } from './http/orders.controller';
import { ReportsController } from './http/reports.controller';
import { OperatorStatementsController, StatementsController } from './http/statements.controller';
import { UsageController } from './http/usage.controller';
import { OperatorVerificationController, VerificationController } from './http/verification.controller';
import { WebhooksController } from './http/webhooks.controller';
import { LeaseBooks } from './persistence/lease-books/lease-books';
import { GatewayDisputeRow, GatewayRefundRow } from './persistence/gateway-refund.entity';
import { PaymentAttempt } from './persistence/payment-attempt.entity';
import { BankAccountsDesk } from './use-cases/bank-accounts-desk';
import { BankLinesDesk } from './use-cases/bank-lines-desk';
import { BookPayment } from './use-cases/book-payment';
import { BookkeeperReports } from './use-cases/bookkeeper-reports';
import { CancelOrder } from './use-cases/cancel-order';
import { CheckConservation } from './use-cases/check-conservation';
import { Checkout } from './use-cases/checkout';
import { DecideDispute } from './use-cases/decide-dispute';
import { DeckShelf } from './use-cases/deck-shelf';
import { DueWorkSweep } from './use-cases/due-work-sweep';
import { ExplainArrears } from './use-cases/explain-arrears';
import { FollowGateway } from './use-cases/follow-gateway';
import { GatewayCustomers } from './use-cases/gateway-customers';
import { LeaseCommands } from './use-cases/lease-commands';
import { LeaseDesk } from './use-cases/lease-desk';
import { LegEndedSubscriber } from './use-cases/leg-ended.subscriber';
import { ListOrders } from './use-cases/list-orders';
import { PayOnline } from './use-cases/pay-online';
import { PayRefund } from './use-cases/pay-refund';
import { PlaceOrder } from './use-cases/place-order';
import { FindPressingArrears } from './use-cases/pressing-arrears';
import { ProcessWebhook } from './use-cases/process-webhook';
import { QuoteSeats } from './use-cases/quote-seats';
import { RateUnrated } from './use-cases/rate-unrated';
import { ReceiveWebhook } from './use-cases/receive-webhook';
import { ReconcileGateway } from './use-cases/reconcile-gateway';
import { RecordCharge } from './use-cases/record-charge';
import { RecordDispute } from './use-cases/record-dispute';
import { RecordRefund } from './use-cases/record-refund';
import { RecordUsage } from './use-cases/record-usage';
import { RecordUsageBatch } from './use-cases/record-usage-batch';
import { ReadStatement } from './use-cases/read-statement';
import { Renewals } from './use-cases/renewals';
import { RefundPayment } from './use-cases/refund-payment';
import { SeedCatalogue } from './use-cases/seed-catalogue';
import { SetPrices } from './use-cases/set-prices';
import { SimulateLease } from './use-cases/simulate-lease';
import { UnfinishedPaymentsSweep } from './use-cases/unfinished-payments-sweep';
import { UnfinishedRefundsSweep } from './use-cases/unfinished-refunds-sweep';
import { UploadDeck } from './use-cases/upload-deck';
import { UsageDesk } from './use-cases/usage-desk';
import { UsageRater } from './use-cases/usage-rater';
import { VerifyInvoice } from './use-cases/verify-invoice';

/** Every entity class of this module; all its other tables are written row by row. */
export const BILLING_ENTITIES = [PaymentAttempt, GatewayRefundRow, GatewayDisputeRow];

const CONTROLLERS = [
  PlansController,
  OrdersController,
  LeasesController,
  LeaseLifeController,
  StatementsController,
  InvoicesController,
  PaymentsController,
  CheckoutsController,
  WebhooksController,
  UsageController,
  OperatorLeasesController,
  OperatorActsController,
  OperatorLeaseLifeController,
  OperatorRenewalsController,
  OperatorStatementsController,
  OperatorPaymentsController,
  OperatorDecksController,
  OperatorPricesController,
  VerificationController,
  OperatorVerificationController,
  ReportsController,
  BankAccountsController,
  BankLinesController,
];

const USE_CASES = [
  SeedCatalogue,
  UploadDeck,
  QuoteSeats,
  PlaceOrder,
  ListOrders,
  CancelOrder,
  Renewals,
  PayRefund,
  ReadStatement,
  BookPayment,
  PayOnline,
  Checkout,
  ReceiveWebhook,
  RefundPayment,
  DecideDispute,
  UnfinishedRefundsSweep,
  ProcessWebhook,
  ReconcileGateway,
  LeaseCommands,
  SetPrices,
  ExplainArrears,
  FindPressingArrears,
  SimulateLease,
  RecordUsage,
  RecordUsageBatch,
  RateUnrated,
  DueWorkSweep,
  UnfinishedPaymentsSweep,
  CheckConservation,
  VerifyInvoice,
  BookkeeperReports,
  BankAccountsDesk,
  BankLinesDesk,
];

/**
 * What is owed, and what happens when it is not paid. The composition root provides CLOCK, the database, the server's module, and PAYMENT_GATEWAY
 * (null where payments are by bank transfer only).
 */
@Module({
  controllers: CONTROLLERS,
  providers: [LeaseBooks, LeaseDesk, RecordCharge, RecordRefund, RecordDispute, GatewayCustomers, FollowGateway, DeckShelf, UsageRater, UsageDesk, LegEndedSubscriber, ...USE_CASES],
  exports: USE_CASES,
})
export class BillingModule {}

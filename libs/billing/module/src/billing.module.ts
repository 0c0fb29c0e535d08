import { Module } from '@nestjs/common';
import { CLOCK } from '@seatline/server';
import { BankAccountsController } from './http/bank-accounts.controller';
import { BankLinesController } from './http/bank-lines.controller';
import { FapiaoController, OperatorFapiaoController } from './http/fapiao.controller';
import { CheckoutsController } from './http/checkouts.controller';
import { CollectionController } from './http/collection.controller';
import { PaymentMethodsController } from './http/payment-methods.controller';
import { InvoicesController, PaymentsController } from './http/invoices.controller';
import { LeaseLifeController } from './http/lease-life.controller';
import { LateFeesController } from './http/late-fees.controller';
import { LeasesController } from './http/leases.controller';
import { OperatorCreditController } from './http/operator-credit.controller';
import { PdfmakeDocumentPrinter } from './gateways/pdfmake/pdfmake.document-printer';
import { DocumentsController, OperatorDocumentsController } from './http/documents.controller';
import { LineOriginsController, OperatorLineOriginsController } from './http/line-origins.controller';
import { OperatorActsController } from './http/operator-acts.controller';
import { OperatorChecksController } from './http/operator-checks.controller';
import { OperatorDeckStagesController } from './http/operator-deck-stages.controller';
import { OperatorDecksController } from './http/operator-decks.controller';
import { OperatorLeaseLifeController, OperatorRenewalsController } from './http/operator-lease-life.controller';
import { OperatorLeasesController } from './http/operator-leases.controller';
import { OperatorPricesController } from './http/operator-prices.controller';
import { OperatorReratingsController } from './http/operator-reratings.controller';
import { OperatorPaymentsController } from './http/operator-payments.controller';
import { OrdersController, PlansController } from './http/orders.controller';
import { ReportsController } from './http/reports.controller';
import { TaxController } from './http/tax.controller';
import { UsageController } from './http/usage.controller';
import { WriteOffsController } from './http/write-offs.controller';
import { OperatorStatementsController, StatementsController } from './http/statements.controller';
import { OperatorSubletsController, SubletsController } from './http/sublets.controller';
import { WhatIfController } from './http/what-if.controller';
import { OperatorVerificationController, VerificationController } from './http/verification.controller';
import { WebhooksController } from './http/webhooks.controller';
import { ServiceLevelController } from './http/service-level.controller';
import { SpendingController } from './http/spending.controller';
import { WalletsController } from './http/wallets.controller';
import { IncludedMinutesController, OperatorIncludedMinutesController } from './http/included-minutes.controller';
import { LeaseBooks } from './persistence/lease-books/lease-books';
import { GatewayDisputeRow, GatewayRefundRow } from './persistence/gateway-refund.entity';
import { PaymentAttempt } from './persistence/payment-attempt.entity';
import { SavedMethod } from './persistence/saved-method.entity';
import { BankAccountsDesk } from './use-cases/bank-accounts-desk';
import { BankLinesDesk } from './use-cases/bank-lines-desk';
import { DOCUMENT_PRINTER } from './ports/document-printer';
import { BookPayment } from './use-cases/book-payment';
import { BookTransfer } from './use-cases/book-transfer';
import { BookkeeperReports } from './use-cases/bookkeeper-reports';
import { CancelOrder } from './use-cases/cancel-order';
import { CheckConservation } from './use-cases/check-conservation';
import { Checkout } from './use-cases/checkout';
import { CollectionDesk } from './use-cases/collection-desk';
import { CollectionSweep } from './use-cases/collection-sweep';
import { CreditActs } from './use-cases/credit-acts';
import { CreditControl } from './use-cases/credit-control';
import { CompareDeck } from './use-cases/compare-deck';
import { DecideDeck } from './use-cases/decide-deck';
import { DecideDispute } from './use-cases/decide-dispute';
import { DeckShelf } from './use-cases/deck-shelf';
import { DueWorkSweep } from './use-cases/due-work-sweep';
import { ExpiredReservationsSweep } from './use-cases/expired-reservations-sweep';
import { ExplainArrears } from './use-cases/explain-arrears';
import { FollowGateway } from './use-cases/follow-gateway';
import { GatewayCustomers } from './use-cases/gateway-customers';
import { GatewayRecords } from './use-cases/gateway-records';
import { IntendCollection } from './use-cases/intend-collection';
import { IssueDocument } from './use-cases/issue-document';
import { HandSeatsOver } from './use-cases/hand-seats-over';
import { LateFeeDesk } from './use-cases/late-fee-desk';
import { LeaseCommands } from './use-cases/lease-commands';
import { LeaseDesk } from './use-cases/lease-desk';
import { LegEndedSubscriber } from './use-cases/leg-ended.subscriber';
import { ListOrders } from './use-cases/list-orders';
import { ManageCaps } from './use-cases/manage-caps';
import { ManageMethods } from './use-cases/manage-methods';
import { PayOnline } from './use-cases/pay-online';
import { PayRefund } from './use-cases/pay-refund';
import { PlanRerating } from './use-cases/plan-rerating';
import { PlaceOrder } from './use-cases/place-order';
import { FapiaoDesk } from './use-cases/fapiao-desk';
import { ExportDeck } from './use-cases/export-deck';
import { CreditedOutages } from './use-cases/credited-outages';
import { FindPressingArrears } from './use-cases/pressing-arrears';
import { PrintStatement } from './use-cases/print-statement';
import { ProcessWebhook } from './use-cases/process-webhook';
import { PrepaidRevenueSweep } from './use-cases/prepaid-revenue-sweep';
import { QuoteSeats } from './use-cases/quote-seats';
import { RateUnrated } from './use-cases/rate-unrated';
import { PriceCharge } from './use-cases/price-charge';
import { ReceiveWebhook } from './use-cases/receive-webhook';
import { ReconcileGateway } from './use-cases/reconcile-gateway';
import { RecordCharge } from './use-cases/record-charge';
import { RecordDispute } from './use-cases/record-dispute';
import { RecordRefund } from './use-cases/record-refund';
import { RecordSaving } from './use-cases/record-saving';
import { RecordTakenTopUp } from './use-cases/record-taken-top-up';
import { RecordUsage } from './use-cases/record-usage';
import { RecordUsageBatch } from './use-cases/record-usage-batch';
import { ReadServiceLevel } from './use-cases/read-service-level';
import { ReadIncludedMinutes } from './use-cases/read-included-minutes';
import { ReadStatement } from './use-cases/read-statement';
import { Renewals } from './use-cases/renewals';
import { RerateLease } from './use-cases/rerate-lease';
import { ReratingAssessor } from './use-cases/rerating-assessor';
import { NumbersAfterRestore } from './use-cases/numbers-after-restore';
import { ClockWatch } from './use-cases/clock-watch';
import { RunChecks } from './use-cases/run-checks';
import { RunRerating } from './use-cases/run-rerating';
import { RefillSweep } from './use-cases/refill-sweep';
import { RefundPayment } from './use-cases/refund-payment';
import { SaveMethod } from './use-cases/save-method';
import { SeedCatalogue } from './use-cases/seed-catalogue';
import { SetPrices } from './use-cases/set-prices';
import { SettleUsage } from './use-cases/settle-usage';
import { SimulateLease } from './use-cases/simulate-lease';
import { ServiceInterruptionsSubscriber } from './use-cases/service-interruptions.subscriber';
import { TaxDesk } from './use-cases/tax-desk';
import { SpendingWarnings } from './use-cases/spending-warnings';
import { TelephoneBilling } from './use-cases/telephone-billing';
import { TellCollection } from './use-cases/tell-collection';
import { TopUpWallet } from './use-cases/top-up-wallet';
import { Sublets } from './use-cases/sublets';
import { SupposePlan } from './use-cases/suppose-plan';
import { UnfinishedMethodsSweep } from './use-cases/unfinished-methods-sweep';
import { UnfinishedPaymentsSweep } from './use-cases/unfinished-payments-sweep';
import { UnfinishedRefundsSweep } from './use-cases/unfinished-refunds-sweep';
import { UploadDeck } from './use-cases/upload-deck';
import { UsageDesk } from './use-cases/usage-desk';
import { UsageRater } from './use-cases/usage-rater';
import { WriteOffDesk } from './use-cases/write-off-desk';
import { VerifyInvoice } from './use-cases/verify-invoice';
import { WhatIf } from './use-cases/what-if';

/** Every entity class of this module; all its other tables are written row by row. */
export const BILLING_ENTITIES = [PaymentAttempt, SavedMethod, GatewayRefundRow, GatewayDisputeRow];

const CONTROLLERS = [
  PlansController,
  OrdersController,
  LeasesController,
  LeaseLifeController,
  StatementsController,
  SubletsController,
  InvoicesController,
  PaymentsController,
  CheckoutsController,
  PaymentMethodsController,
  CollectionController,
  LateFeesController,
  WebhooksController,
  UsageController,
  OperatorLeasesController,
  OperatorActsController,
  OperatorLeaseLifeController,
  OperatorRenewalsController,
  OperatorStatementsController,
  OperatorSubletsController,
  OperatorPaymentsController,
  OperatorDecksController,
  OperatorPricesController,
  VerificationController,
  OperatorVerificationController,
  ReportsController,
  BankAccountsController,
  BankLinesController,
  TaxController,
  FapiaoController,
  OperatorFapiaoController,
  WriteOffsController,
  WalletsController,
  IncludedMinutesController,
  OperatorIncludedMinutesController,
  SpendingController,
  OperatorCreditController,
  OperatorDeckStagesController,
  OperatorReratingsController,
  OperatorChecksController,
  LineOriginsController,
  OperatorLineOriginsController,
  DocumentsController,
  OperatorDocumentsController,
  ServiceLevelController,
  WhatIfController,
];

/** Methods that are kept, and what is charged to them. */
const COLLECTION = [SaveMethod, ManageMethods, CollectionDesk, CollectionSweep, UnfinishedMethodsSweep, RefillSweep];

/** What only this module asks for. */
const COLLECTION_INSIDES = [RecordSaving, RecordTakenTopUp, GatewayRecords, TellCollection, IntendCollection, PriceCharge, BookTransfer];

/** Calls that are paid beforehand, and caps. */
const CREDIT = [CreditControl, TelephoneBilling, TopUpWallet, ManageCaps, CreditActs, ExpiredReservationsSweep, PrepaidRevenueSweep];

const USE_CASES = [
  SeedCatalogue,
  UploadDeck,
  CompareDeck,
  DecideDeck,
  ExportDeck,
  QuoteSeats,
  PlaceOrder,
  ListOrders,
  CancelOrder,
  Renewals,
  PayRefund,
  ReadIncludedMinutes,
  ReadStatement,
  ReadServiceLevel,
  Sublets,
  HandSeatsOver,
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
  LateFeeDesk,
  SetPrices,
  ExplainArrears,
  FindPressingArrears,
  CreditedOutages,
  SimulateLease,
  RecordUsage,
  RecordUsageBatch,
  RateUnrated,
  PlanRerating,
  RunRerating,
  DueWorkSweep,
  UnfinishedPaymentsSweep,
  CheckConservation,
  RunChecks,
  NumbersAfterRestore,
  VerifyInvoice,
  BookkeeperReports,
  BankAccountsDesk,
  BankLinesDesk,
  TaxDesk,
  FapiaoDesk,
  WriteOffDesk,
  IssueDocument,
  PrintStatement,
  WhatIf,
];

/**
 * What is owed, and what happens when it is not paid. The composition root provides CLOCK (over which billing puts its own, ADR 24), the database, the server's module, PAYMENT_GATEWAY
 * (null where payments are by bank transfer only), and CARRIED_CALLS.
 */
@Module({
  controllers: CONTROLLERS,
  providers: [
    LeaseBooks, LeaseDesk, RecordCharge, RecordRefund, RecordDispute, GatewayCustomers, FollowGateway, DeckShelf, UsageRater, SupposePlan, ReratingAssessor, RerateLease, UsageDesk,
    ClockWatch, { provide: CLOCK, useFactory: (watch: ClockWatch) => watch.clock, inject: [ClockWatch] }, SpendingWarnings, SettleUsage, LegEndedSubscriber, ServiceInterruptionsSubscriber, { provide: DOCUMENT_PRINTER, useClass: PdfmakeDocumentPrinter }, ...USE_CASES, ...CREDIT, ...COLLECTION, ...COLLECTION_INSIDES,
  ],
  exports: [...USE_CASES, ...CREDIT, ...COLLECTION, UsageRater],
})
export class BillingModule {}

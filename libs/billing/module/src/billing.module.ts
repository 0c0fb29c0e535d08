import { Module } from '@nestjs/common';
import { LeaseBooks } from './persistence/lease-books/lease-books';
import { PaymentAttempt } from './persistence/payment-attempt.entity';
import { BookPayment } from './use-cases/book-payment';
import { DeckShelf } from './use-cases/deck-shelf';
import { DueWorkSweep } from './use-cases/due-work-sweep';
import { LeaseCommands } from './use-cases/lease-commands';
import { LeaseDesk } from './use-cases/lease-desk';
import { LegEndedSubscriber } from './use-cases/leg-ended.subscriber';
import { PayOnline } from './use-cases/pay-online';
import { PlaceOrder } from './use-cases/place-order';
import { RateUnrated } from './use-cases/rate-unrated';
import { RecordUsage } from './use-cases/record-usage';
import { SeedCatalogue } from './use-cases/seed-catalogue';
import { SimulateLease } from './use-cases/simulate-lease';
import { UnfinishedPaymentsSweep } from './use-cases/unfinished-payments-sweep';
import { UploadDeck } from './use-cases/upload-deck';
import { UsageDesk } from './use-cases/usage-desk';
import { UsageRater } from './use-cases/usage-rater';

/** Every entity class of this module; all its other tables are written row by row. */
export const BILLING_ENTITIES = [PaymentAttempt];

const USE_CASES = [
  SeedCatalogue, UploadDeck, PlaceOrder, BookPayment, PayOnline, LeaseCommands, RecordUsage, RateUnrated, SimulateLease, DueWorkSweep,
  UnfinishedPaymentsSweep,
];

/**
 * What is owed, and what happens when it is not paid. The composition root provides CLOCK, the database, the server's module, and PAYMENT_GATEWAY
 * (null where payments are by bank transfer only).
 */
@Module({
  providers: [LeaseBooks, LeaseDesk, DeckShelf, UsageRater, UsageDesk, LegEndedSubscriber, ...USE_CASES],
  exports: USE_CASES,
})
export class BillingModule {}

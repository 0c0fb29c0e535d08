import { Injectable } from '@nestjs/common';
import type { CivilDate } from '@seatline/kernel';
import type { Principal } from '@seatline/server';
import type { BookedAs } from '../persistence/bank-matches';
import { BookPayment } from './book-payment';
import { TopUpWallet } from './top-up-wallet';

/** A transfer that somebody said whose it is. */
export interface KnownTransfer {
  readonly leaseId: string;
  readonly amount: string;
  readonly valueOn: CivilDate;
  readonly reference: string;
}

/** Where a bank's transfer goes: to a lease's invoices and orders, or into its wallet. */
@Injectable()
export class BookTransfer {
  constructor(
    private readonly payments: BookPayment,
    private readonly topUps: TopUpWallet,
  ) {}

  async run(actor: Principal, tenantId: string, transfer: KnownTransfer, meant: { readonly forOrder: boolean; readonly forWallet: boolean }): Promise<BookedAs> {
    if (meant.forWallet) return { paymentId: null, topUpId: (await this.topUps.transfer(actor, tenantId, transfer)).id };
    return { paymentId: (await this.payments.run(actor, tenantId, { ...transfer, forOrder: meant.forOrder })).id, topUpId: null };
  }
}

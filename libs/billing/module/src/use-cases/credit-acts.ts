import { Injectable } from '@nestjs/common';
import { ManageCaps } from './manage-caps';
import { TelephoneBilling } from './telephone-billing';
import { TopUpWallet } from './top-up-wallet';

/** What the operator does about a tenant's calls beforehand: how they are paid, what was paid, what they may cost. */
@Injectable()
export class CreditActs {
  constructor(
    readonly billing: TelephoneBilling,
    readonly topUps: TopUpWallet,
    readonly caps: ManageCaps,
  ) {}
}

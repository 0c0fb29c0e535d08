import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import type { GivenBackPayment } from '../reads/given-back';
import { amountText } from '../written/amounts';
import { iso } from '../written/json';
import { PaymentView, paymentView } from './payments.view';

const REFUND_STATES = ['asked', 'pending', 'succeeded', 'failed'] as const;
const DISPUTE_STATES = ['asked', 'open', 'won', 'lost'] as const;

export class PaymentRefundInput {
  @ApiProperty({ description: 'a decimal in the payment’s currency', example: '100.00' })
  @Matches(/^\d{1,12}(\.\d{1,4})?$/)
  amount: string;

  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  reason: string;
}

export class DisputeDecisionInput {
  @ApiProperty({ minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  reason: string;
}

export class PaymentRefundView {
  @ApiProperty() id: string;
  @ApiProperty() amount: string;
  @ApiProperty({ enum: REFUND_STATES, enumName: 'RefundState' }) state: (typeof REFUND_STATES)[number];
  @ApiProperty({ type: String, nullable: true }) cause: string | null;
  @ApiProperty() reason: string;
  @ApiProperty() refundedAt: string;
  @ApiProperty() refundedBy: string;
}

export class DisputeView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'what the bank names' }) amount: string;
  @ApiProperty({ type: String, nullable: true, description: 'what was taken out of our books; less where a refund had gone out before' }) taken: string | null;
  @ApiProperty({ enum: DISPUTE_STATES, enumName: 'DisputeState' }) state: (typeof DISPUTE_STATES)[number];
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) answerBy: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'when the operator decided that the amount is owed' }) resumedAt: string | null;
  @ApiProperty() openedAt: string;
}

export class OperatorPaymentView extends PaymentView {
  @ApiProperty({ description: 'what of it can be refunded by now' }) returnable: string;
  @ApiProperty({ type: [PaymentRefundView] }) refunds: PaymentRefundView[];
  @ApiProperty({ type: [DisputeView] }) disputes: DisputeView[];
}

export class OperatorPaymentListView {
  @ApiProperty({ type: [OperatorPaymentView] }) items: OperatorPaymentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export function operatorPaymentView({ payment, returnableMinor, refunds, disputes }: GivenBackPayment): OperatorPaymentView {
  const amount = (minor: bigint): string => amountText(payment.currency, minor);
  return {
    ...paymentView(payment),
    returnable: amount(returnableMinor),
    refunds: refunds.map(({ id, amountMinor, state, cause, reason, refundedAt, refundedBy }) => ({
      id, amount: amount(amountMinor), state, cause, reason, refundedAt: iso(refundedAt), refundedBy,
    })),
    disputes: disputes.map(({ id, amountMinor, takenMinor, state, reason, answerBy, resumedAt, openedAt }) => ({
      id, amount: amount(amountMinor), taken: takenMinor === null ? null : amount(takenMinor), state, reason,
      answerBy: answerBy === null ? null : iso(answerBy), resumedAt: resumedAt === null ? null : iso(resumedAt), openedAt: iso(openedAt),
    })),
  };
}

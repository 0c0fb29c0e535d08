import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type NextStep, PAYMENT_METHOD_KINDS, type PaymentMethodKind } from '../ports/payment-gateway';
import type { Settled } from '../use-cases/record-charge';
import { amountText } from '../written/amounts';
import { PaymentView, paymentView } from './payments.view';

const STATES = ['created', 'succeeded', 'declined'] as const;
const PURPOSES = ['invoice', 'order', 'wallet'] as const;
const STEPS = ['redirect', 'qr-code', 'card-form'] as const;

export class CheckoutInput {
  @ApiProperty({ enum: PAYMENT_METHOD_KINDS, enumName: 'PaymentMethodKind' })
  @IsIn(PAYMENT_METHOD_KINDS)
  method: PaymentMethodKind;
}

export class NextStepView {
  @ApiProperty({ enum: STEPS, enumName: 'NextStepKind' }) kind: (typeof STEPS)[number];
  @ApiProperty({ type: String, nullable: true, description: 'redirect: where the payer goes' }) url: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'qr-code: what the code says' }) content: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'card-form: what the gateway’s form needs' }) clientSecret: string | null;
}

export class CheckoutView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: PURPOSES, enumName: 'CheckoutPurpose' }) purpose: (typeof PURPOSES)[number];
  @ApiProperty() targetId: string;
  @ApiProperty() amount: string;
  @ApiProperty() currency: string;
  @ApiProperty({ enum: PAYMENT_METHOD_KINDS, enumName: 'PaymentMethodKind', nullable: true }) method: PaymentMethodKind | null;
  @ApiProperty({ enum: STATES, enumName: 'CheckoutState', description: 'created: under way' }) state: (typeof STATES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'why it was declined' }) cause: string | null;
  @ApiProperty() startedAt: string;
  @ApiProperty({ type: NextStepView, nullable: true }) nextStep: NextStepView | null;
  @ApiProperty({ type: PaymentView, nullable: true, description: 'what it became; null also for a wallet, whose movements show it' }) payment: PaymentView | null;
  @ApiProperty({ type: String, nullable: true, description: 'for the gateway’s card form' }) publishableKey: string | null;
}

export function nextStepView(step: NextStep): NextStepView {
  return {
    kind: step.kind,
    url: step.kind === 'redirect' ? step.url : null,
    content: step.kind === 'qr-code' ? step.content : null,
    clientSecret: step.kind === 'card-form' ? step.clientSecret : null,
  };
}

export function checkoutView({ attempt, payment }: Settled, publishableKey: string | null): CheckoutView {
  const { id, purpose, targetId, currency, state, cause, instrument, nextStep } = attempt;
  return {
    id,
    purpose,
    targetId,
    amount: amountText(currency, attempt.amountMinor),
    currency,
    method: instrument.kind === 'at-screen' ? instrument.method : null,
    state,
    cause,
    startedAt: attempt.createdAt.toISOString(),
    nextStep: nextStep && nextStepView(nextStep),
    payment: payment && paymentView(payment),
    publishableKey,
  };
}

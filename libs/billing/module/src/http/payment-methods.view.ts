import { ApiProperty } from '@nestjs/swagger';
import { PAYMENT_METHOD_KINDS, type PaymentMethodKind } from '../ports/payment-gateway';
import type { KeptMethod, KeptMethods } from '../use-cases/manage-methods';
import type { SavingUnderWay } from '../use-cases/save-method';
import { nextStepView, NextStepView } from './checkouts.view';

const STATES = ['pending', 'failed', 'saved', 'removed'] as const;

/** What a person knows a method by; never more of a card. */
export class PaymentMethodView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: PAYMENT_METHOD_KINDS, enumName: 'PaymentMethodKind' }) kind: PaymentMethodKind;
  @ApiProperty({ type: String, nullable: true, description: 'of a card' }) brand: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of a card' }) lastFour: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the last month in which it is valid: 2030-08' }) expires: string | null;
  @ApiProperty({ description: 'charged where none is named' }) isDefault: boolean;
  @ApiProperty() savedBy: string;
  @ApiProperty() savedAt: string;
}

export class PaymentMethodsView {
  @ApiProperty({ description: 'false: payments are by bank transfer only' }) offered: boolean;
  @ApiProperty({ description: 'whether a payment without a saved method is made with a test card: no money moves' }) testCard: boolean;
  @ApiProperty({ type: [PaymentMethodView] }) items: PaymentMethodView[];
}

export class SavingView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: STATES, enumName: 'SavingState' }) state: (typeof STATES)[number];
  @ApiProperty({ type: String, nullable: true, description: 'why it failed' }) cause: string | null;
  @ApiProperty({ type: NextStepView, nullable: true }) nextStep: NextStepView | null;
  @ApiProperty({ type: String, nullable: true, description: 'for the gateway’s card form' }) publishableKey: string | null;
}

function methodView(method: KeptMethod): PaymentMethodView {
  const { id, kind, brand, lastFour, expires, isDefault, savedBy, createdAt } = method;
  return { id, kind, brand, lastFour, expires, isDefault, savedBy, savedAt: createdAt.toISOString() };
}

export function methodsView({ offered, testCard, methods }: KeptMethods): PaymentMethodsView {
  return { offered, testCard, items: methods.map(methodView) };
}

export function savingView({ method, nextStep }: SavingUnderWay, publishableKey: string | null): SavingView {
  const { id, state, cause } = method;
  return { id, state, cause, nextStep: nextStep && nextStepView(nextStep), publishableKey };
}

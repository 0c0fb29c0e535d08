import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats';
import type { PricingView } from '../api';
import { plainPercent } from '../model';

/** The sentences that a pricing comes to; none where there is only the seat price. */
export function usePriceSentences(pricing: PricingView, currency: string): string[] {
  const { t, i18n } = useTranslation();
  const { money } = useFormats();
  const { includedMinutes, tierMode } = pricing;
  const chinese = i18n.language.startsWith('zh');
  return [
    ...pricing.tiers.map(({ fromSeat, throughSeat, seatMonthly }) => {
      const price = money(seatMonthly, currency);
      return throughSeat === null
        ? t(`pricing.tier.${tierMode ?? 'graduated'}Open`, { from: fromSeat, price })
        : t(`pricing.tier.${tierMode ?? 'graduated'}`, { from: fromSeat, through: throughSeat, price });
    }),
    ...pricing.termDiscounts.map(({ fromMonths, percent }) => t('pricing.discountFrom', { months: fromMonths, percent: plainPercent(percent) })),
    ...(pricing.freeSeats > 0 ? [t('pricing.freeSeatsSay', { seats: pricing.freeSeats })] : []),
    ...pricing.oneOffFees.map((fee) => t(`pricing.feeSay.${fee.per}`, { name: chinese ? fee.zh : fee.en, amount: money(fee.amount, currency) })),
    ...(includedMinutes === null ? [] : [t(includedMinutes.prefixes.length === 0 ? 'includedMinutes.say' : 'includedMinutes.sayPrefixes', { minutes: includedMinutes.perSeat, prefixes: includedMinutes.prefixes.join(', ') })]),
    ...(pricing.depositSeat === null ? [] : [t('pricing.depositSay', { amount: money(pricing.depositSeat, currency) })]),
  ];
}

export function PriceSummary({ pricing, currency }: { pricing: PricingView; currency: string }) {
  const sentences = usePriceSentences(pricing, currency);
  return (
    <>
      {sentences.map((sentence) => (
        <span key={sentence} className="muted" style={{ display: 'block' }}>
          {sentence}
        </span>
      ))}
    </>
  );
}

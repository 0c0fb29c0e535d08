import type { BillingTopic } from '@seatline/billing-domain';
import { SEAT_SERVICES } from '@seatline/tenancy-domain';
import { TELEPHONY_TOPICS } from '@seatline/telephony-domain';
import { z } from 'zod';

const seats = z.object({ leaseId: z.uuid(), seats: z.array(z.object({ seatId: z.uuid(), number: z.number().int().positive() })) });
const turned = z.object({ leaseId: z.uuid(), at: z.iso.datetime({ offset: true }) });

/** What tenancy reads of billing's events; the rest of them is not its business. */
export const HEARD_OF_BILLING = {
  'billing.seats-ordered': seats,
  'billing.seats-activated': seats,
  'billing.seats-released': seats,
  'billing.lease-suspended': turned,
  'billing.lease-restored': turned,
  'billing.lease-ended': z.object({ leaseId: z.uuid() }),
} as const satisfies Partial<Record<BillingTopic, z.ZodType>>;

export const HEARD_OF_TELEPHONY = {
  [TELEPHONY_TOPICS.seatServiceApplied]: z.object({ seatId: z.uuid(), service: z.enum(SEAT_SERVICES) }),
  [TELEPHONY_TOPICS.seatServiceFailed]: z.object({ seatId: z.uuid(), cause: z.string().min(1).max(200) }),
} as const;

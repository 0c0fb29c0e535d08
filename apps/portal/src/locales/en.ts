import { arrearsTexts } from './en/arrears';
import { billing } from './en/billing';
import { books } from './en/books';
import { credit } from './en/credit';
import { checkout } from './en/checkout';
import { desk } from './en/desk';
import { documents } from './en/documents';
import { leaseLife } from './en/lease-life';
import { operator } from './en/operator';
import { pricing } from './en/pricing';
import { rating } from './en/rating';
import { serviceLevel } from './en/service-level';
import { shell } from './en/shell';
import { telephony } from './en/telephony';
import { tenancy } from './en/tenancy';

export const en = { ...shell, ...tenancy, ...billing, ...telephony, ...desk, ...operator, ...documents, ...books, ...pricing, ...leaseLife, ...credit, ...rating, ...arrearsTexts, ...checkout, ...serviceLevel };

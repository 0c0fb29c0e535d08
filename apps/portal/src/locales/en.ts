import { arrearsTexts } from './en/arrears';
import { billing } from './en/billing';
import { books } from './en/books';
import { desk } from './en/desk';
import { documents } from './en/documents';
import { leaseLife } from './en/lease-life';
import { operator } from './en/operator';
import { pricing } from './en/pricing';
import { shell } from './en/shell';
import { telephony } from './en/telephony';
import { tenancy } from './en/tenancy';

export const en = { ...shell, ...tenancy, ...billing, ...telephony, ...desk, ...operator, ...arrearsTexts, ...documents, ...books, ...pricing, ...leaseLife };

import { arrearsTexts } from './zh-cn/arrears';
import { billing } from './zh-cn/billing';
import { books } from './zh-cn/books';
import { credit } from './zh-cn/credit';
import { checkout } from './zh-cn/checkout';
import { desk } from './zh-cn/desk';
import { documents } from './zh-cn/documents';
import { leaseLife } from './zh-cn/lease-life';
import { operator } from './zh-cn/operator';
import { pricing } from './zh-cn/pricing';
import { rating } from './zh-cn/rating';
import { serviceLevel } from './zh-cn/service-level';
import { shell } from './zh-cn/shell';
import { telephony } from './zh-cn/telephony';
import { tenancy } from './zh-cn/tenancy';
import type { Messages } from './messages';

export const zhCn: Messages = { ...shell, ...tenancy, ...billing, ...telephony, ...desk, ...operator, ...documents, ...books, ...pricing, ...leaseLife, ...credit, ...rating, ...arrearsTexts, ...checkout, ...serviceLevel };

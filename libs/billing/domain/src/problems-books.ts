import type { BillingProblemText } from './problems';

/** Why the bookkeeper's desk refuses what a user asked for. */
export type BooksProblemCode =
  | 'invoice.not-written-off'
  | 'fapiao.no-profile'
  | 'fapiao.nothing-to-invoice'
  | 'fapiao.requested-already'
  | 'fapiao.decided'
  | 'fapiao.number-taken'
  | 'fapiao.no-red-needed'
  | 'tax.begun'
  | 'tax.no-rate'
  | 'tax.category-exists'
  | 'tax.later-exists'
  | 'bank-account.name-taken'
  | 'bank-statement.bad-file'
  | 'bank-statement.imported-already'
  | 'bank-line.decided'
  | 'bank-line.same-person'
  | 'bank-line.other-books';

export const BOOKS_PROBLEMS: Readonly<Record<BooksProblemCode, BillingProblemText>> = {
  'invoice.not-written-off': { status: 409, en: 'Nothing of this invoice is written off.', zh: '该账单没有核销金额。' },
  'fapiao.no-profile': { status: 409, en: 'Enter first to whom fapiao are written; a special one needs a tax number.', zh: '请先填写开票信息；专用发票须填写税号。' },
  'fapiao.nothing-to-invoice': { status: 409, en: 'There is nothing on this invoice that a fapiao could be written for.', zh: '该账单没有可开票金额。' },
  'fapiao.requested-already': { status: 409, en: 'The fapiao of this invoice is asked for already.', zh: '该账单已申请发票。' },
  'fapiao.decided': { status: 409, en: 'The request is decided already.', zh: '该申请已处理。' },
  'fapiao.number-taken': { status: 409, en: 'A document of the tax authority with that number is recorded already.', zh: '该发票号码已登记。' },
  'fapiao.no-red-needed': { status: 409, en: 'No credit note waits for a red letter.', zh: '没有待开具红字发票的红字账单。' },
  'tax.begun': { status: 422, en: 'It must begin on a day that has not begun anywhere: later than {today}.', zh: '生效日必须晚于 {today}（全球任何地区均未开始的日期）。' },
  'tax.no-rate': { status: 409, en: 'The category has no rate on {on}.', zh: '该税目在 {on} 没有税率。' },
  'tax.category-exists': { status: 409, en: 'There is a tax category of that code already.', zh: '该税目代码已存在。' },
  'tax.later-exists': { status: 409, en: 'Something begins on that day or later already.', zh: '该日或之后已有生效的设置。' },
  'bank-account.name-taken': { status: 409, en: 'The legal entity has an account of that name already.', zh: '该法人主体已有同名账户。' },
  'bank-statement.bad-file': { status: 422, en: 'Nothing was imported: {faults}', zh: '未导入任何内容：{faults}' },
  'bank-statement.imported-already': { status: 409, en: 'The file {file} was imported already.', zh: '文件 {file} 此前已导入。' },
  'bank-line.decided': { status: 409, en: 'The line is decided already, or otherwise than you said. Load it anew.', zh: '该笔已被处理，或与您的确认不一致，请刷新后查看。' },
  'bank-line.same-person': { status: 409, en: 'You confirmed it yourself; above the limit another person has to confirm too.', zh: '您已确认过该笔；超过上限须由另一人复核。' },
  'bank-line.other-books': { status: 409, en: 'The lease belongs to another legal entity or currency than the account.', zh: '该租约与银行账户的法人主体或币种不同。' },
};

import type { BillingProblemText } from './problems';

/** Why the bookkeeper's desk refuses what a user asked for. */
export type BooksProblemCode =
  | 'bank-account.name-taken'
  | 'bank-statement.bad-file'
  | 'bank-statement.imported-already'
  | 'bank-line.decided'
  | 'bank-line.same-person'
  | 'bank-line.other-books';

export const BOOKS_PROBLEMS: Readonly<Record<BooksProblemCode, BillingProblemText>> = {
  'bank-account.name-taken': { status: 409, en: 'The legal entity has an account of that name already.', zh: '该法人主体已有同名账户。' },
  'bank-statement.bad-file': { status: 422, en: 'Nothing was imported: {faults}', zh: '未导入任何内容：{faults}' },
  'bank-statement.imported-already': { status: 409, en: 'The file {file} was imported already.', zh: '文件 {file} 此前已导入。' },
  'bank-line.decided': { status: 409, en: 'The line is decided already, or otherwise than you said. Load it anew.', zh: '该笔已被处理，或与您的确认不一致，请刷新后查看。' },
  'bank-line.same-person': { status: 409, en: 'You confirmed it yourself; above the limit another person has to confirm too.', zh: '您已确认过该笔；超过上限须由另一人复核。' },
  'bank-line.other-books': { status: 409, en: 'The lease belongs to another legal entity or currency than the account.', zh: '该租约与银行账户的法人主体或币种不同。' },
};

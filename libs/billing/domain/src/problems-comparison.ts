/** Why a trunk's calls are not compared, or a finding not decided. */
export type ComparisonProblemCode =
  | 'reconciliation.day-ahead'
  | 'reconciliation.out-of-reach'
  | 'finding.decided'
  | 'finding.cleared'
  | 'finding.not-missing';

export const COMPARISON_PROBLEMS: Readonly<Record<ComparisonProblemCode, { readonly status: number; readonly en: string; readonly zh: string }>> = {
  'reconciliation.day-ahead': { status: 409, en: 'That day has not begun.', zh: '该日期尚未开始。' },
  'reconciliation.out-of-reach': { status: 502, en: 'The carrier’s records cannot be read now: {cause}', zh: '暂时无法读取运营商话单：{cause}' },
  'finding.decided': { status: 409, en: 'This finding has been decided already.', zh: '该差异已处理。' },
  'finding.cleared': { status: 409, en: 'This finding is not there any more: a later comparison did not find it.', zh: '该差异已不存在：后来的对账未再发现。' },
  'finding.not-missing': { status: 409, en: 'Only a call that is missing here can be taken over.', zh: '只有我方缺失的通话可以补入。' },
};

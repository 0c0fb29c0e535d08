const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** The largest amount that is written, in fen: below one ten-thousand-times-hundred-million yuan. */
export const MOST_CAPITAL_FEN = 10n ** 18n;

/**
 * An amount of CNY in capital characters (大写金额), as receipts carry it so that no digit can be added: 4120.00 is 肆仟壹佰贰拾元整, 100000.05 is
 * 壹拾万元零伍分, 0.70 is 柒角整, nothing is 零元整. An amount without fen ends in 整; a gap between digits is one 零.
 * @param fen from 0. @throws RangeError below zero and from 10^18 on. Source: the banks' rule for 票据 (正确填写票据和结算凭证的基本规定).
 */
export function capitalAmount(fen: bigint): string {
  if (fen < 0n || fen >= MOST_CAPITAL_FEN) throw new RangeError(`not an amount to be written in capitals: ${fen}`);
  if (fen === 0n) return '零元整';
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const rest = Number(fen % 10n);
  const whole = yuan === 0n ? '' : `${capitalWhole(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${whole}整`;
  const gap = yuan > 0n && (jiao === 0 || yuan % 10n === 0n) ? '零' : '';
  const parts = `${jiao > 0 ? `${DIGITS[jiao]}角` : ''}${rest > 0 ? `${DIGITS[rest]}分` : '整'}`;
  return `${whole}${gap}${parts}`;
}

function capitalWhole(yuan: bigint): string {
  let written = '';
  let gap = false;
  const digits = String(yuan);
  for (let position = 0; position < digits.length; position++) {
    const place = digits.length - 1 - position;
    const digit = Number(digits[position]);
    if (digit === 0) gap = written !== '';
    else {
      written += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place % 4]}`;
      gap = false;
    }
    if (place % 4 !== 0 || !/[1-9]/.test(digits.slice(Math.max(0, position - 3), position + 1))) continue;
    gap = false; // a zero that ends a group is told by the group's own word
    written += GROUPS[place / 4]!;
  }
  return written;
}

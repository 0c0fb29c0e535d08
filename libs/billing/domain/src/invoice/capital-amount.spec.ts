import { expect, it } from '@jest/globals';
import { capitalAmount, MOST_CAPITAL_FEN } from './capital-amount';

it.each<[bigint, string]>([
  [0n, '零元整'],
  [1n, '壹分'],
  [70n, '柒角整'],
  [100n, '壹元整'],
  [105n, '壹元零伍分'],
  [412_000n, '肆仟壹佰贰拾元整'],
  [640_906n, '陆仟肆佰零玖元零陆分'],
  [167_532n, '壹仟陆佰柒拾伍元叁角贰分'],
  [100_000_05n, '壹拾万元零伍分'],
  [1_000_100n, '壹万零壹元整'],
  [10_700_053n, '壹拾万柒仟元零伍角叁分'],
  [100_000_000_000n, '壹拾亿元整'],
  [100_000_000_100n, '壹拾亿零壹元整'],
  [20_000_800_000n, '贰亿零捌仟元整'],
  [123_456_789_012n, '壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分'],
])('%s fen is %s', (fen, written) => {
  expect(capitalAmount(fen)).toBe(written);
});

it('refuses what cannot be written', () => {
  expect(() => capitalAmount(-1n)).toThrow(RangeError);
  expect(() => capitalAmount(MOST_CAPITAL_FEN)).toThrow(RangeError);
});

import { expect, it } from '@jest/globals';
import { SecretBox } from './secret-box';

const box = (secret: string) => new SecretBox(secret, 'a test');

it('opens what it sealed, for the same row and under the same secret only', () => {
  const sealed = box('one').seal('s3cret', 'trunk a');
  expect(sealed).not.toContain('s3cret');
  expect(box('one').open(sealed, 'trunk a')).toBe('s3cret');
  expect(box('one').seal('s3cret', 'trunk a')).not.toBe(sealed);
  expect(() => box('one').open(sealed, 'trunk b')).toThrow();
  expect(() => new SecretBox('one', 'another use').open(sealed, 'trunk a')).toThrow();
  expect(() => box('two').open(sealed, 'trunk a')).toThrow();
  const altered = Buffer.from(sealed, 'base64');
  altered.writeUInt8(altered.readUInt8(altered.length - 1) ^ 1, altered.length - 1);
  expect(() => box('one').open(altered.toString('base64'), 'trunk a')).toThrow();
});

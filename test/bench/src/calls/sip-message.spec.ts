import { expect, it } from '@jest/globals';
import { authorizationFor, contactOf, header, readMessage, writeAnswer, writeMessage } from './sip-message';

const INVITE = [
  'INVITE sip:agent@127.0.0.1:5062 SIP/2.0', 'v: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1', 'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK0', 'From: <sip:a@b>;tag=1',
  't: <sip:c@d>', 'i: 77', 'CSeq: 5 INVITE', 'm: "A" <sip:a@127.0.0.1:5060>;expires=9', '', 'v=0',
].join('\r\n');

it('is read whatever form its headers have', () => {
  const message = readMessage(INVITE)!;
  expect([message.method, message.status, header(message, 'call-id'), contactOf(message)]).toEqual(['INVITE', null, '77', 'sip:a@127.0.0.1:5060']);
  expect(message.headers.get('via')).toHaveLength(2);
  expect(readMessage('SIP/2.0 486 Busy Here\r\n\r\n')).toMatchObject({ method: null, status: 486 });
  expect(readMessage('\r\n\r\n')).toBeNull();
});

it('is answered the way that it came, with a tag of ours on a new call and none on another', () => {
  const text = writeAnswer(readMessage(INVITE)!, '180 Ringing', { tag: 'ours', contact: 'sip:x@y' }).toString();
  const answer = readMessage(text)!;
  expect(answer.status).toBe(180);
  expect(answer.headers.get('via')).toEqual(['SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1', 'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK0']);
  expect([header(answer, 'to'), header(answer, 'cseq'), header(answer, 'content-length')]).toEqual(['<sip:c@d>;tag=ours', '5 INVITE', '0']);
  const within = readMessage(INVITE.replace('<sip:c@d>', '<sip:c@d>;tag=known'))!;
  expect(header(readMessage(writeAnswer(within, '200 OK', { tag: 'ours', contact: 'sip:x@y' }).toString())!, 'to')).toBe('<sip:c@d>;tag=known');
});

it('counts the bytes of its body', () => {
  expect(writeMessage('INFO sip:a SIP/2.0', [['To', 'b']], 'é').toString()).toBe('INFO sip:a SIP/2.0\r\nTo: b\r\nContent-Type: application/sdp\r\nContent-Length: 2\r\n\r\né');
});

it('proves a login as a challenge asks', () => {
  const login = { username: 'seat', secret: 'secret' };
  const plain = authorizationFor('Digest realm="seatline", nonce="abc", algorithm=MD5', login, 'sip:127.0.0.1');
  // md5(md5('seat:seatline:secret'):abc:md5('REGISTER:sip:127.0.0.1'))
  expect(plain).toContain('response="a45ed1e01dd31d15574d6dc3eeb090f7"');
  const full = authorizationFor('Digest realm="seatline",nonce="abc",opaque="o1",qop="auth"', login, 'sip:127.0.0.1');
  for (const part of ['qop=auth', 'nc=00000001', 'cnonce="', 'opaque="o1"']) expect(full).toContain(part);
});

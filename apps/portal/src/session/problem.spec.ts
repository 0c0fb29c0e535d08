import { describe, expect, it } from '@jest/globals';
import { isWorthRetrying, readProblem, RequestProblem, toProblem, UNREACHABLE, UNREADABLE } from './problem';

const DOCUMENT = { type: 'urn:seatline:problem:lease.overdue', title: 'Overdue', status: 409, code: 'lease.overdue', detail: '该租约有逾期未付的账单。', facts: { number: 3 }, requestId: 'r-1' };

describe('a refusal', () => {
  it('keeps its code, its words in the reader’s language, its facts and its request id', () => {
    expect(readProblem(409, DOCUMENT, null)).toEqual({ code: 'lease.overdue', title: 'Overdue', detail: '该租约有逾期未付的账单。', status: 409, requestId: 'r-1', facts: { number: 3 } });
  });

  it.each([
    ['a proxy’s page', '<html>502</html>'],
    ['nothing', null],
    ['a list', [1, 2]],
  ])('whose body is %s keeps the status and the header’s request id', (_, body) => {
    expect(readProblem(502, body, 'r-2')).toEqual({ code: UNREADABLE, title: '', detail: '', status: 502, requestId: 'r-2', facts: {} });
  });
});

describe('any error as a problem', () => {
  it('leaves a refusal as it is', () => {
    const problem = new RequestProblem(readProblem(409, DOCUMENT, null));
    expect(toProblem(problem)).toBe(problem);
    expect(problem.message).toBe('该租约有逾期未付的账单。');
  });
  it('knows a lost connection', () => expect(toProblem(new TypeError('Failed to fetch'))).toMatchObject({ code: UNREACHABLE, status: 0 }));
  it('takes anything else as a fault', () => expect(toProblem('odd')).toMatchObject({ code: UNREADABLE, facts: { message: 'odd' } }));
});

describe('asking again', () => {
  it.each([
    [0, true],
    [400, false],
    [401, false],
    [404, false],
    [409, false],
    [429, true],
    [500, true],
    [503, true],
  ])('after %i: %s', (status, worth) => {
    expect(isWorthRetrying(new RequestProblem(readProblem(status, {}, null)))).toBe(worth);
  });
});

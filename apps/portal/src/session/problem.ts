/** What the API says when it refuses (RFC 9457). `detail` is already in the reader's language. */
export interface ProblemDocument {
  code: string;
  title: string;
  detail: string;
  status: number;
  requestId: string | null;
  facts: Record<string, unknown>;
}

/** A request that did not succeed, in a shape that a screen can show: what to do, and the number that support asks for. */
export class RequestProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly facts: Record<string, unknown>;

  constructor(document: ProblemDocument) {
    super(document.detail);
    this.name = 'RequestProblem';
    this.code = document.code;
    this.status = document.status;
    this.requestId = document.requestId;
    this.facts = document.facts;
  }
}

/** Codes that arise in the browser, before the API could give one of its own. */
export const UNREACHABLE = 'portal.unreachable';
export const UNREADABLE = 'portal.unreadable';

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a refusal's body. A body that is no problem document (a proxy's page, nothing at all) keeps the status and says that it could not be read. */
export function readProblem(status: number, body: unknown, requestIdHeader: string | null): ProblemDocument {
  const fields = record(body);
  const code = text(fields['code']);
  return {
    code: code === '' ? UNREADABLE : code,
    title: text(fields['title']),
    detail: text(fields['detail']) || text(fields['title']),
    status,
    requestId: text(fields['requestId']) || requestIdHeader,
    facts: record(fields['facts']),
  };
}

/** Any error, as a problem: what is not a refusal of the API is a lost connection or a fault of the portal's own. */
export function toProblem(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  const lost = error instanceof TypeError;
  return new RequestProblem({
    code: lost ? UNREACHABLE : UNREADABLE,
    title: '',
    detail: '',
    status: 0,
    requestId: null,
    facts: lost ? {} : { message: error instanceof Error ? error.message : String(error) },
  });
}

/** Whether asking again could help: the connection or the server failed, and not the request. */
export function isWorthRetrying(error: unknown): boolean {
  const { status } = toProblem(error);
  return status === 0 || status === 429 || status >= 500;
}

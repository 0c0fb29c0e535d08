/** An answer of the fake Stripe that is no success, as Stripe words it. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: { readonly type: string; readonly code?: string; readonly message: string; readonly param?: string; readonly [more: string]: unknown },
  ) {
    super(body.message);
  }
}

export function refuse(code: string, message: string, param?: string): StripeRefusal {
  return new StripeRefusal(400, { type: 'invalid_request_error', code, message, ...(param === undefined ? {} : { param }) });
}

export function missing(kind: string, id: string): StripeRefusal {
  return new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${kind}: '${id}'`, param: 'id' });
}

/**
 * What went wrong, in words that may stand in a log. The outermost error of a failed statement quotes its parameters, which may be customers' numbers;
 * the innermost is the database's own and does not.
 */
export function faultReason(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause !== undefined) current = current.cause;
  return current instanceof Error ? current.message : String(current);
}

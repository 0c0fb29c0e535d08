interface DriverError {
  readonly code?: string;
  readonly message?: string;
  readonly constraint?: string;
}

/** The PostgreSQL driver's own error under whatever TypeORM (`driverError`) or Drizzle (`cause`) wrapped around it. */
function driverError(error: unknown): DriverError {
  let current = error as { driverError?: unknown; cause?: unknown } & DriverError;
  while (current && typeof current === 'object') {
    const inner = (current.driverError ?? current.cause) as typeof current | undefined;
    if (!inner || typeof inner !== 'object') return current;
    current = inner;
  }
  return {};
}

/** The five-character SQLSTATE of a database error, however wrapped; null for anything else. */
export function sqlState(error: unknown): string | null {
  const code = driverError(error).code;
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** The name of the constraint that a write violated; null when none did. */
export function violatedConstraint(error: unknown): string | null {
  return driverError(error).constraint ?? null;
}

/** Two transactions met: running the whole use case again is right (deadlock, serialization failure). */
export function isTransactionConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40P01' || state === '40001';
}

/** The connection can no longer be trusted and must not go back to the pool. */
export function isConnectionLost(error: unknown): boolean {
  const { code = '', message = '' } = driverError(error);
  return (
    /^(08|57P)/.test(code) ||
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED'].includes(code) ||
    /Query read timeout|Connection terminated|timeout exceeded/.test(message)
  );
}

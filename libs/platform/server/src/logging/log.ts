import { pino } from 'pino';

/** Keys whose values never reach a log: credentials, and customers' numbers. */
const NEVER_LOGGED = [
  'password', 'secret', 'token', 'authorization', 'cookie', 'refreshToken', 'accessToken', 'from', 'to', 'callerNumber', 'calledNumber', 'number', 'email',
];

/** The process's log: one JSON line an event, to standard error so that standard output stays a command's own. */
export const log = pino(
  {
    level: process.env['SEATLINE_LOG_LEVEL'] ?? 'info',
    base: undefined,
    redact: { paths: [...NEVER_LOGGED, ...NEVER_LOGGED.map((key) => `*.${key}`), 'req.headers', 'res.headers'], censor: '[withheld]' },
  },
  pino.destination({ dest: 2, sync: true }),
);

import type { EventEmitter } from 'node:events';
import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = Pick<
  PinoLogger,
  'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child' | 'level'
>;
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

const takenMsMax = 200;
const destinations = new WeakMap<PinoLogger, EventEmitter & { write(text: string): boolean }>();

/** A logger of JSON lines on standard error. Secrets in the usual places are blanked. */
export function createLogger(level: LogLevel): PinoLogger {
  const destination = pino.destination({ fd: 2, sync: false });
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          '*.password',
          '*.token',
          '*.api_key',
          '*.secret',
        ],
        censor: '[secret]',
      },
    },
    destination,
  );
  destinations.set(log, destination);
  return log;
}

/**
 * Resolves once what was logged is written, or it is known that nobody reads it, or its reader has taken nothing for 200 ms. To be waited for
 * before a process ends: what is left then is tried by pino's destination until it succeeds, for ever where the reader is gone.
 */
export async function written(log: PinoLogger): Promise<void> {
  const destination = destinations.get(log);
  if (destination === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, takenMsMax);
  destination.once('drain', resolve).once('error', resolve).write('');
  await promise;
  clearTimeout(timer);
}

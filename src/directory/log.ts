import { destination as openDestination, pino } from 'pino'

export type LogFacts = Readonly<Record<string, string | number | boolean>>

/** What the directory writes down: facts without an address, a token, an SDP or what somebody typed. */
export type DirectoryLog = {
  readonly info: (what: string, facts?: LogFacts) => void
  readonly warn: (what: string, facts?: LogFacts) => void
  /** A bug on this side. */
  readonly bug: (what: string, error: unknown) => void
}

/** One JSON line each, written at once, to standard error unless told. */
export function createLog(write?: (line: string) => void): DirectoryLog {
  const target = write ? { write } : openDestination({ dest: 2, sync: true })
  const logger = pino({ base: null }, target)
  return {
    info: (what, facts) => logger.info(facts ?? {}, what),
    warn: (what, facts) => logger.warn(facts ?? {}, what),
    // Of an error the stack only: its own fields may hold what a client sent.
    bug: (what, error) =>
      logger.error({ stack: error instanceof Error ? (error.stack ?? error.message) : 'not an error' }, what),
  }
}

export const silentLog: DirectoryLog = { info: () => {}, warn: () => {}, bug: () => {} }

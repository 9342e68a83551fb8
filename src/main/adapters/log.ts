import { join } from 'node:path'
import log from 'electron-log/node'
import type { Log } from '../../client/ports.ts'
import { scrubFacts } from './scrub-facts.ts'

/** The log file of this device: `logs/main.log`, at most 1 MB and one older file. No address, no name. */
export function openLog(folder: string, isTalking: boolean): Log {
  const file = log.transports.file
  file.resolvePathFn = () => join(folder, 'logs', 'main.log')
  file.maxSize = 1024 * 1024
  file.level = 'info'
  log.transports.console.level = isTalking ? 'warn' : false
  // A terminal that was closed: complaining about it would be written to it, and so on without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return {
    info: (what, facts) => log.info(...line(what, facts)),
    warn: (what, facts) => log.warn(...line(what, facts)),
  }
}

function line(what: string, facts: Parameters<Log['info']>[1]): unknown[] {
  return facts === undefined ? [what] : [what, JSON.stringify(scrubFacts(facts))]
}

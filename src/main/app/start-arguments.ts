import { findLink } from '../links/parse-link.ts'

export type StartArguments = {
  /** Started by the system at login: only the tray shows. */
  readonly isHidden: boolean
  /** An `ahoy:` link as it was given, not yet read. */
  readonly link: string | null
}

export function parseStartArguments(argv: readonly string[]): StartArguments {
  const args = argv.slice(1)
  return { isHidden: args.includes('--hidden'), link: findLink(args) }
}

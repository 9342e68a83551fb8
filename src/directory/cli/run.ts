import { join } from 'node:path'
import { ok } from '../../contract/result.ts'
import { makeRegistrationCode } from '../accounts/registration-codes.ts'
import { resetAccount } from '../accounts/resets.ts'
import { createCrypto } from '../../node/crypto.ts'
import { type DirectoryTrouble, type RunningDirectory, startDirectory } from '../directory.ts'
import type { DirectoryLog } from '../log.ts'
import { joinLinksOf } from '../reach/join-links.ts'
import type { ReachTrouble } from '../reach/reach.ts'
import { TLS_FILE } from '../reach/tls-identity.ts'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { administer } from './administer.ts'
import { type Command, HELP, parseCommand } from './command-line.ts'

export const EXIT = { ok: 0, failed: 1, usage: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type CommandLine = {
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
  readonly log: DirectoryLog
  readonly version: string
  readonly nowMs: () => number
  /** Resolves when the person or the system asks the directory to stop. */
  readonly stopped: Promise<void>
  /** Starts the echo beside the directory that serves. It never fails: what goes wrong there is written down. */
  readonly startEcho: (
    directory: RunningDirectory,
    dataDir: string,
  ) => { readonly close: () => Promise<void> }
}

/** Does what was typed, and returns how the process ends. */
export async function runCommand(typed: readonly string[], line: CommandLine): Promise<ExitCode> {
  const command = parseCommand(typed)
  if (!command.ok) {
    line.complain(`${command.error}\nTry --help.`)
    return EXIT.usage
  }
  switch (command.value.kind) {
    case 'help':
      line.say(HELP)
      return EXIT.ok
    case 'version':
      line.say(line.version)
      return EXIT.ok
    case 'serve':
      return serve(command.value, line)
    case 'invite':
      return invite(command.value, line)
    case 'reset':
      return reset(command.value, line)
    case 'administer':
      return runAdminister(command.value, line)
  }
}

type Serve = Extract<Command, { kind: 'serve' }>

async function serve(command: Serve, line: CommandLine): Promise<ExitCode> {
  const { dataDir, port, bindHost, host, registration, isJson } = command
  const started = await startDirectory({
    dataDir,
    port,
    bindHost,
    registration,
    log: line.log,
    ...(host === null ? {} : { host }),
  })
  if (!started.ok) {
    line.complain(wordsFor(started.error, command))
    return EXIT.failed
  }
  const directory = started.value
  const exposed = command.reachPort === null ? ok(null) : await directory.expose({ port: command.reachPort })
  if (!exposed.ok) {
    await directory.close()
    line.complain(wordsForReach(exposed.error, command))
    return EXIT.failed
  }
  const links = exposed.value ? joinLinksOf(exposed.value).map(({ link }) => link) : []
  const echo = command.hasEcho ? line.startEcho(directory, dataDir) : null
  line.say(isJson ? JSON.stringify(factsOf(directory, links)) : greetingOf(directory, registration))
  if (!isJson && exposed.value) line.say(wordsForLinks(links))
  await line.stopped
  await echo?.close()
  await directory.close()
  return EXIT.ok
}

const factsOf = ({ url, host, port, publicKey }: RunningDirectory, joinLinks: readonly string[]) => ({
  url,
  host,
  port,
  publicKey,
  ...(joinLinks.length > 0 ? { joinLinks } : {}),
})

const wordsForLinks = (links: readonly string[]): string =>
  links.length === 0
    ? 'This computer is on no network now: nobody else can join.'
    : `Others join with this link. This computer's firewall must let them in.\n${links.join('\n')}`

function wordsForReach(trouble: ReachTrouble, { dataDir, reachPort }: Serve): string {
  switch (trouble.kind) {
    case 'port-taken':
      return `Port ${trouble.port} is in use, in TCP or UDP. Choose another with --reach-port.`
    case 'cannot-listen':
      return `This computer does not let the directory listen for others on port ${reachPort}.`
    case 'key-unusable':
      return `The key for other computers, ${join(dataDir, TLS_FILE)}, cannot be used. Bring back a backup; without it, everybody who joined has to join anew.`
  }
}

const greetingOf = ({ url, host }: RunningDirectory, registration: 'open' | 'invitation'): string =>
  `The directory ${host} is running at ${url}. ${
    registration === 'open' ? 'Anybody can register.' : 'People register with a code from "invite".'
  }`

/** Opens the data that a running directory may use at the same time; null, and words, where that fails. */
async function withStore<T>(
  dataDir: string,
  line: CommandLine,
  work: (store: Store) => Promise<T>,
): Promise<T | null> {
  const store = await openStore(dataDir, line.nowMs())
  if (!store.ok) {
    line.complain(wordsForData(store.error.kind, dataDir))
    return null
  }
  const done = await work(store.value)
  await store.value.close()
  return done
}

async function invite(
  { dataDir, isJson }: Extract<Command, { kind: 'invite' }>,
  line: CommandLine,
): Promise<ExitCode> {
  const code = await withStore(dataDir, line, (store) =>
    makeRegistrationCode(store, createCrypto(), line.nowMs()),
  )
  if (code === null) return EXIT.failed
  line.say(isJson ? JSON.stringify({ code }) : code)
  return EXIT.ok
}

async function reset(
  { handle, dataDir, isJson }: Extract<Command, { kind: 'reset' }>,
  line: CommandLine,
): Promise<ExitCode> {
  const done = await withStore(dataDir, line, (store) =>
    resetAccount(store, createCrypto(), handle, line.nowMs()),
  )
  if (done === null) return EXIT.failed
  if (!done.ok) {
    const isReserved = done.error.kind === 'reserved-handle'
    line.complain(
      isReserved
        ? `@${handle} belongs to the directory itself and cannot be reset.`
        : `Nobody has the handle @${handle} here.`,
    )
    return EXIT.failed
  }
  line.say(isJson ? JSON.stringify(done.value) : done.value.code)
  return EXIT.ok
}

async function runAdminister(
  { what, dataDir, isJson }: Extract<Command, { kind: 'administer' }>,
  line: CommandLine,
): Promise<ExitCode> {
  const done = await withStore(dataDir, line, (store) => administer(store, what))
  if (done === null) return EXIT.failed
  if (done.ok) line.say(isJson ? JSON.stringify(done.value.json) : done.value.words)
  else line.complain(done.error)
  return done.ok ? EXIT.ok : EXIT.failed
}

function wordsFor(trouble: DirectoryTrouble, command: Serve): string {
  switch (trouble.kind) {
    case 'port-taken':
      return `Port ${trouble.port} is in use. Choose another with --port, or 0 for any that is free.`
    case 'cannot-listen':
      return `This computer does not let the directory listen on ${command.bindHost}, port ${command.port}.`
    case 'data-unusable':
      return wordsForData(trouble.why, command.dataDir)
  }
}

function wordsForData(
  why: Extract<DirectoryTrouble, { kind: 'data-unusable' }>['why'],
  dataDir: string,
): string {
  const words: Record<typeof why, string> = {
    'cannot-open': `The data in ${dataDir} cannot be opened: no folder that may be written, or no data of a directory.`,
    'in-use': `Another directory is running on the data in ${dataDir}.`,
    'newer-version': `The data in ${dataDir} was written by a newer version. Update this one.`,
    'other-host': `The data in ${dataDir} belongs to a directory of another name. Leave --host out, or choose another --data.`,
    damaged: `The data in ${dataDir} is damaged. Bring back a backup.`,
  }
  return words[why]
}

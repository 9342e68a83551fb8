import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DirectoryHost, type Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { parseHandle } from '../../domain/handle.ts'
import {
  ADMINISTER_HELP,
  ADMINISTER_OPTIONS,
  ADMINISTER_OPTIONS_HELP,
  ADMINISTER_WORDS,
  type AdministerName,
  type Administering,
  parseAdminister,
} from './administer.ts'
import { DEFAULT_REACH_PORT } from '../reach/reach.ts'

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'serve'
      readonly dataDir: string
      readonly port: number
      readonly bindHost: string
      readonly host: DirectoryHost | null
      readonly registration: 'open' | 'invitation'
      readonly isJson: boolean
      readonly hasEcho: boolean
      /** The port for other computers; null keeps the directory to this one. */
      readonly reachPort: number | null
    }
  | { readonly kind: 'invite'; readonly dataDir: string; readonly isJson: boolean }
  | { readonly kind: 'reset'; readonly handle: Handle; readonly dataDir: string; readonly isJson: boolean }
  | {
      readonly kind: 'administer'
      readonly what: Administering
      readonly dataDir: string
      readonly isJson: boolean
    }

export const HELP = `Ahoy's directory: it knows handles and keys, rings devices and passes on what they say to each other.

Usage
  directory serve [options]    run a directory until it is told to stop
  directory invite [options]   print a code with which one person can register
  directory reset @HANDLE [options]
                               take a handle from all its devices, because its key is lost or stolen, and print
                               the code with which its person registers it anew, once, within 7 days;
                               everybody who knows them is warned that their key has changed
${ADMINISTER_HELP}  directory --help | --version

Options
  --data DIR     where the directory keeps its key and its accounts (./ahoy-directory)
  --json         one line of JSON instead of words
Options of serve
  --port N       the port to listen on, 0 for any that is free (4700)
  --bind HOST    the address to listen on; devices on other computers need TLS in front of it (127.0.0.1)
  --reach        let other computers in, by TLS under a key of the directory's own, and print the link to join by
  --reach-port N the port for them, in TCP and UDP (4701)
  --host NAME    the directory's own name in full addresses, such as ahoy.example.org; it is chosen at the
                 first start and stays (<this computer's name>.local)
  --open         let anybody register, without a code
  --no-echo      leave out @echo, which answers calls and sends back what it hears and sees
${ADMINISTER_OPTIONS_HELP}`

/** Reads what was typed after the program's name. The failure is words for the person who typed it. */
export function parseCommand(typed: readonly string[]): Result<Command, string> {
  const parsed = readArgs(typed)
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  if (values.help === true) return ok({ kind: 'help' })
  if (values.version === true) return ok({ kind: 'version' })
  const [name, ...rest] = positionals
  const expected = isAdminister(name) ? ADMINISTER_WORDS[name] : name === 'reset' ? 1 : 0
  if (rest.length > expected) return fail(`Too many words: ${rest.slice(expected).join(' ')}.`)
  if (values.data === '') return fail('--data needs the path of a folder.')
  const dataDir = resolve(values.data ?? 'ahoy-directory')
  const isJson = values.json === true
  if (name !== 'serve' && name !== 'invite' && name !== 'reset' && !isAdminister(name))
    return fail(name === undefined ? `Say what to do: ${NAMES}.` : `There is no command "${name}": ${NAMES}.`)
  const foreign = Object.keys(values).find((option) => (OWNERS.get(option) ?? name) !== name)
  if (foreign !== undefined) return fail(`--${foreign} belongs to ${OWNERS.get(foreign) ?? ''}.`)
  if (name === 'serve') return parseServe(values, dataDir, isJson)
  if (isAdminister(name)) {
    const what = parseAdminister(name, rest, values)
    return what.ok ? ok({ kind: 'administer', what: what.value, dataDir, isJson }) : what
  }
  return name === 'invite' ? ok({ kind: name, dataDir, isJson }) : parseReset(rest[0], dataDir, isJson)
}

const NAMES = 'serve, invite, reset, verify, plan or rollout'

/** The options that belong to one command. */
const OWNERS: ReadonlyMap<string, string> = new Map([
  ...['port', 'bind', 'host', 'open', 'no-echo', 'reach', 'reach-port'].map(
    (option) => [option, 'serve'] as const,
  ),
  ...Object.entries(ADMINISTER_OPTIONS),
])

const isAdminister = (name: string | undefined): name is AdministerName =>
  name !== undefined && Object.hasOwn(ADMINISTER_WORDS, name)

function parseReset(typed: string | undefined, dataDir: string, isJson: boolean): Result<Command, string> {
  if (typed === undefined) return fail('Say whose handle: reset @handle.')
  const handle = parseHandle(typed)
  return handle.ok
    ? ok({ kind: 'reset', handle: handle.value, dataDir, isJson })
    : fail(`"${typed}" is no handle. It looks like @alice.`)
}

function readArgs(typed: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        bind: { type: 'string' },
        host: { type: 'string' },
        open: { type: 'boolean' },
        'no-echo': { type: 'boolean' },
        reach: { type: 'boolean' },
        'reach-port': { type: 'string' },
        as: { type: 'string' },
        remove: { type: 'boolean' },
        percent: { type: 'string' },
        placing: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    })
    return ok({ values, positionals })
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'The options could not be read.')
  }
}

type ServeValues = {
  readonly port?: string | undefined
  readonly bind?: string | undefined
  readonly host?: string | undefined
  readonly open?: boolean | undefined
  readonly 'no-echo'?: boolean | undefined
  readonly reach?: boolean | undefined
  readonly 'reach-port'?: string | undefined
}

function parseServe(values: ServeValues, dataDir: string, isJson: boolean): Result<Command, string> {
  const port = readPort('--port', values.port ?? '4700')
  if (!port.ok) return port
  const reachPort = readPort('--reach-port', values['reach-port'] ?? String(DEFAULT_REACH_PORT))
  if (!reachPort.ok) return reachPort
  const isReached = values.reach === true || values['reach-port'] !== undefined
  const host = values.host === undefined ? null : DirectoryHost.safeParse(values.host.toLowerCase())
  if (host?.success === false)
    return fail('--host needs a name such as ahoy.example.org, with a port where it is not the usual one.')
  return ok({
    kind: 'serve',
    dataDir,
    port: port.value,
    bindHost: values.bind ?? '127.0.0.1',
    host: host?.data ?? null,
    registration: values.open === true ? 'open' : 'invitation',
    isJson,
    hasEcho: values['no-echo'] !== true,
    reachPort: isReached ? reachPort.value : null,
  })
}

function readPort(option: string, typed: string): Result<number, string> {
  return /^[0-9]{1,5}$/.test(typed) && Number(typed) <= 65_535
    ? ok(Number(typed))
    : fail(`${option} needs a number from 0 to 65535, not "${typed}".`)
}

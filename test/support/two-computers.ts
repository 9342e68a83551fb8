import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One of two computers, as far as an app can tell. */
export type Computer = {
  /** The address under which the other one finds it. */
  readonly address: string
  /** What stands before a command so that it runs there. */
  readonly command: readonly string[]
  /** Makes a port of its own loopback reachable from here: the URL with another port. */
  readonly reach: (url: string) => Promise<string>
}

export type TwoComputers = {
  /** How they are told apart, for the run's report. */
  readonly way: string
  readonly first: Computer
  readonly second: Computer
  /** From now on no datagram passes between them, and streams do. Null where that cannot be arranged. */
  readonly blockDatagrams: (() => void) | null
  readonly close: () => void
}

/** Two network namespaces with a cable between them, where that is allowed; else this computer's own address for both. */
export function openTwoComputers(): TwoComputers {
  return openNamespaces() ?? openOneComputer()
}

const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'ignore'] })
const relayFile = fileURLToPath(new URL('./namespace-relay.ts', import.meta.url))
/** The range for trying out networks (RFC 2544). */
const ADDRESSES = ['198.18.77.1', '198.18.77.2'] as const

function openNamespaces(): TwoComputers | null {
  const names = [`ahoy-a-${process.pid}`, `ahoy-b-${process.pid}`] as const
  const ends: (() => void)[] = []
  const close = () => {
    for (const end of ends.splice(0).reverse()) end()
  }
  try {
    for (const name of names) {
      ip('netns', 'add', name)
      ends.push(() => void ip('netns', 'del', name))
    }
    const [a, b] = names
    ip('-n', a, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', b)
    for (const [at, name] of names.entries()) {
      ip('-n', name, 'address', 'add', `${ADDRESSES[at] ?? ''}/30`, 'dev', 'lan0')
      for (const device of ['lo', 'lan0']) ip('-n', name, 'link', 'set', device, 'up')
      // Without a way out a browser that may open no device yet knows no address of its own.
      ip('-n', name, 'route', 'add', 'default', 'via', ADDRESSES[1 - at] ?? '')
    }
  } catch {
    close()
    return null
  }
  const computer = (at: 0 | 1): Computer => ({
    address: ADDRESSES[at],
    command: ['ip', 'netns', 'exec', names[at]],
    reach: (url) => relay(names[at], url, ends),
  })
  return {
    way: 'two network namespaces with a cable between them',
    first: computer(0),
    second: computer(1),
    blockDatagrams: () => {
      for (const name of names) ip('-n', name, 'rule', 'add', 'ipproto', 'udp', 'blackhole', 'priority', '5')
    },
    close,
  }
}

async function relay(namespace: string, url: string, ends: (() => void)[]): Promise<string> {
  const { port } = new URL(url)
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-relay-'))
  const path = join(folder, 'relay.sock')
  const child = spawn(
    'ip',
    ['netns', 'exec', namespace, process.execPath, '--no-warnings', relayFile, path, port],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const server = createServer((socket) => {
    const target = connect(path)
    socket.pipe(target).pipe(socket)
    socket.on('error', () => target.destroy())
    target.on('error', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  ends.push(() => {
    server.close()
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  await Promise.all([once(child.stdout, 'data'), once(server, 'listening')])
  const { port: ours } = server.address() as AddressInfo
  return url.replace(`:${port}`, `:${ours}`)
}

function openOneComputer(): TwoComputers {
  const own = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const address = own.find(({ internal, family }) => !internal && family === 'IPv4')?.address
  if (address === undefined) throw new Error('this needs root for network namespaces, or a network')
  const computer: Computer = { address, command: [], reach: async (url) => url }
  return {
    way: "this computer's own address, since network namespaces are not allowed",
    first: computer,
    second: computer,
    blockDatagrams: null,
    close: () => {},
  }
}

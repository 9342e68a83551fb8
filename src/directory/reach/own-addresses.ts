import { hostname, networkInterfaces, type NetworkInterfaceInfo } from 'node:os'

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Networks that this computer made for its own virtual machines: others are not on them. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vethernet|utun|tun|tap|wg|zt|awdl|llw|bridge)/i
/** Public ones, and those of a private network. */
const OUTWARD_SIX = /^(?:[23]|f[cd])/i
const MOST_ADDRESSES = 8

/**
 * The addresses under which other computers find this one, as a URL writes them, the likeliest first. None that only
 * works on one cable (169.254, fe80), and of IPv6 one for each interface: the others are thrown away every day.
 */
export function decideReachAddresses(interfaces: Interfaces): readonly string[] {
  const found: { readonly host: string; readonly rank: number }[] = []
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    const outward = addresses.filter(({ internal }) => !internal)
    const four = outward.filter(({ family, address }) => family === 'IPv4' && !address.startsWith('169.254.'))
    const six = outward.find(({ family, address }) => family === 'IPv6' && OUTWARD_SIX.test(address))
    const virtual = VIRTUAL.test(name) ? 10 : 0
    found.push(...four.map(({ address }) => ({ host: address, rank: virtual + rankOf(address) })))
    if (six) found.push({ host: `[${six.address}]`, rank: virtual + 5 })
  }
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_ADDRESSES)
    .map(({ host }) => host)
}

/** Most homes and small offices are on 192.168. */
function rankOf(address: string): number {
  if (address.startsWith('192.168.')) return 0
  if (address.startsWith('10.')) return 1
  return 2
}

export const reachAddresses = (): readonly string[] => decideReachAddresses(networkInterfaces())

/**
 * The hosts under which the listener for others may be asked for: every address and name that this computer has now,
 * since it may change its network, and the directory's own name.
 */
export function decideReachHosts(
  interfaces: Interfaces,
  { names, port }: { readonly names: readonly string[]; readonly port: number },
): readonly string[] {
  const addresses = Object.values(interfaces)
    .flatMap((each) => each ?? [])
    .map(({ family, address }) => (family === 'IPv6' ? `[${address.replace(/%.*$/, '')}]` : address))
  const hosts = [...addresses, ...names].map((each) => each.toLowerCase())
  // A client leaves the scheme's usual port out.
  return hosts.flatMap((host) => (port === 443 ? [host, `${host}:443`] : [`${host}:${port}`]))
}

export function reachHosts(directoryHost: string, port: number): readonly string[] {
  const machine = hostname().toLowerCase()
  const label = machine.split('.')[0] ?? machine
  const names = [directoryHost.replace(/:\d+$/, ''), machine, label, `${label}.local`]
  return decideReachHosts(networkInterfaces(), { names, port })
}

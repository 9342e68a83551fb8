/**
 * Who counts as one client, by the address of a socket: an IPv4 address, also in the clothes of IPv6, or a network of
 * IPv6 (64 bits), within which everybody has as many addresses as they like.
 */
export function addressKeyOf(remoteAddress: string | undefined): string {
  if (remoteAddress === undefined) return 'unknown'
  const four = /^::ffff:([0-9.]+)$/i.exec(remoteAddress)?.[1]
  if (four !== undefined || !remoteAddress.includes(':')) return four ?? remoteAddress
  const [head = ''] = remoteAddress.split('::')
  const groups = head === '' ? [] : head.split(':')
  return `${[...groups, '0', '0', '0', '0'].slice(0, 4).join(':')}::`
}

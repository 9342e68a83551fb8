import { parseDirectoryAddress } from '../../domain/directory-address.ts'
import { formatJoinLink } from '../../domain/join-link.ts'
import type { Exposure } from './reach.ts'

/** One link for each address, the likeliest first. */
export const joinLinksOf = ({ addresses, port, tlsKey }: Exposure): readonly string[] =>
  addresses.flatMap((host) => {
    const address = parseDirectoryAddress(`${host}:${port}`)
    return address.ok ? [formatJoinLink({ address: address.value, tlsKey })] : []
  })

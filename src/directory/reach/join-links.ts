import { parseDirectoryAddress } from '../../domain/directory-address.ts'
import { formatJoinLink } from '../../domain/join-link.ts'
import type { Exposure } from './reach.ts'

/** One link for each address, the likeliest first; `host` is the address alone, to tell them apart. */
export const joinLinksOf = ({
  addresses,
  port,
  tlsKey,
}: Exposure): readonly { readonly link: string; readonly host: string }[] =>
  addresses.flatMap((host) => {
    const address = parseDirectoryAddress(`${host}:${port}`)
    return address.ok ? [{ link: formatJoinLink({ address: address.value, tlsKey }), host }] : []
  })

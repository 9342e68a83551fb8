import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import type { Sha256 } from '../../contract/ids.ts'

/** What a server must show: a certificate that the system trusts, or the one key that a join link names. */
export type Trust =
  | { readonly kind: 'certificates'; readonly ca: readonly string[] }
  | { readonly kind: 'key'; readonly tlsKey: Sha256 }

/** The code of the error when a server holds another key than the one that was named. */
export const WRONG_TLS_KEY = 'AHOY_WRONG_TLS_KEY'

/** A TLS connection to the URL's host, straight or through a tunnel that is open already. */
export function connectSecurely(url: URL, tunnel: Duplex | null, trust: Trust): TLSSocket {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  // A server name is a name: addresses are not sent as one.
  const servername = /^[0-9.]+$|:/.test(host) ? '' : host
  // With a tunnel, `host` is only what the certificate is held against.
  const way = tunnel === null ? { host, port: Number(url.port || 443) } : { host, socket: tunnel }
  if (trust.kind === 'certificates') return connect({ ...way, servername, ca: [...trust.ca] })
  const socket = connect({ ...way, servername, rejectUnauthorized: false })
  // Comes before anything is read from the server; what it has been sent by then is the name that was dialled.
  socket.prependListener('secureConnect', () => {
    if (keyHashOf(socket) === trust.tlsKey) return
    socket.destroy(Object.assign(new Error('the server holds another key'), { code: WRONG_TLS_KEY }))
  })
  return socket
}

/** SHA-256 of the server's public key (SubjectPublicKeyInfo, DER), in hex. */
function keyHashOf(socket: TLSSocket): string | null {
  const key = socket.getPeerX509Certificate()?.publicKey
  return key
    ? createHash('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('hex')
    : null
}

import type { SocketTrouble } from '../../client/ports.ts'
import { WRONG_TLS_KEY } from './connect-securely.ts'

const UNTRUSTED =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|EE_)/
const UNSPOKEN = /^(HPE_|ERR_SSL_|EPROTO|WS_ERR_)/

/** What a failed attempt means, by the code of its error; without one it is a handshake that made no sense. */
export function decideSocketTrouble(error: unknown): SocketTrouble {
  const code = codeOf(error)
  if (code === null) return 'not-a-directory'
  if (code === WRONG_TLS_KEY) return 'key-changed'
  if (UNTRUSTED.test(code)) return 'not-secure'
  if (UNSPOKEN.test(code)) return 'not-a-directory'
  return 'unreachable'
}

/** The code of Node's errors; of several attempts at once, that of the first. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('name' in error && error.name === 'AbortError') return 'ABORT_ERR'
  return error instanceof AggregateError ? codeOf(error.errors[0]) : null
}

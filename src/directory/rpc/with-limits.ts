import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Result } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import type { Connection } from './connection.ts'

type DirectoryHandlers = Handlers<DirectoryContract, Connection>
type AnyHandler = (input: unknown, connection: Connection) => unknown

/** Wraps every handler alike: counts what is in flight on its socket, and has each failure written down once. */
export function withLimits(handlers: DirectoryHandlers): DirectoryHandlers {
  const wrapped = Object.entries(handlers).map(([name, handler]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parameters are handed through as they come
    const inner = handler as AnyHandler
    const outer = async (input: unknown, connection: Connection) => {
      connection.inFlight.count += 1
      try {
        const result = await inner(input, connection)
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every handler answers with a Result
        const { ok, error } = result as Result<unknown, { kind: string }> & { error?: { kind: string } }
        if (!ok) connection.noteFailure(name, error?.kind ?? '')
        return result
      } finally {
        connection.inFlight.count -= 1
      }
    }
    return [name, outer]
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names, each with its own handler inside
  return Object.fromEntries(wrapped) as DirectoryHandlers
}

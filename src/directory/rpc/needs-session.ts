import { fail, type Result } from '../../contract/result.ts'
import type { Session } from '../sessions/sessions.ts'
import type { Connection } from './connection.ts'

type NotSignedIn = Result<never, { readonly kind: 'not-signed-in' }>

/** Lets a signed-in device through, and nobody else. */
export const needsSession =
  <I, R>(handler: (input: I, session: Session) => R) =>
  (input: I, connection: Connection): R | NotSignedIn => {
    const session = connection.session()
    return session ? handler(input, session) : fail({ kind: 'not-signed-in' })
  }

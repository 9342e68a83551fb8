import { z } from 'zod'
import { type DirectoryHost, type DirectoryKeyId, Signature } from './ids.ts'
import { LIMITS } from './limits.ts'
import { STATEMENT_VERSION } from './protocol.ts'
import { fail, ok, type Result } from './result.ts'

/**
 * A signed statement as it travels: the very text that was signed, and the signature over its UTF-8 bytes.
 * It is verified on the text as received and only then read, so no re-encoding can change what was signed.
 */
export const SignedStatement = z.object({
  text: z.string().min(1).max(LIMITS.statementBytes),
  signature: Signature,
})
export type SignedStatement = z.infer<typeof SignedStatement>

/** The directory that a statement is made for. One made for another directory says nothing here. */
export type StatementScope = {
  readonly host: DirectoryHost
  readonly keyId: DirectoryKeyId
}

/** A kind of statement: its purpose keeps one kind from being passed off as another. */
export type StatementSpec<S extends z.ZodType> = { readonly purpose: string; readonly body: S }

export type StatementFailure =
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-purpose' }
  | { readonly kind: 'wrong-version' }
  | { readonly kind: 'wrong-directory' }

/**
 * The canonical text: five lines, of which the last is the body as JSON with its keys in the schema's order.
 *
 *     ahoy-statement
 *     <purpose>
 *     <statement version>
 *     <directory host> <directory key id>
 *     <body>
 */
export function encodeStatement<S extends z.ZodType>(
  spec: StatementSpec<S>,
  scope: StatementScope,
  body: z.input<S>,
): string {
  const parsed: unknown = spec.body.parse(body)
  return [
    'ahoy-statement',
    spec.purpose,
    String(STATEMENT_VERSION),
    `${scope.host} ${scope.keyId}`,
    JSON.stringify(parsed),
  ].join('\n')
}

/** Reads a canonical text whose signature has been verified already. */
export function decodeStatement<S extends z.ZodType>(
  spec: StatementSpec<S>,
  scope: StatementScope,
  text: string,
): Result<z.output<S>, StatementFailure> {
  const lines = text.split('\n')
  if (lines.length !== 5 || lines[0] !== 'ahoy-statement') return fail({ kind: 'malformed' })
  if (lines[1] !== spec.purpose) return fail({ kind: 'wrong-purpose' })
  if (lines[2] !== String(STATEMENT_VERSION)) return fail({ kind: 'wrong-version' })
  if (lines[3] !== `${scope.host} ${scope.keyId}`) return fail({ kind: 'wrong-directory' })
  const body = spec.body.safeParse(parseJson(lines[4] ?? ''))
  return body.success ? ok(body.data) : fail({ kind: 'malformed' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

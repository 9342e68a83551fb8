import { z } from 'zod'

/** The details of each failure that a procedure may answer with, by its kind. */
export type FailureShapes = Readonly<Record<string, z.ZodObject>>

export type Procedure = {
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly failures: FailureShapes
}

/** All that may cross one channel. Types, handlers and parsers of both sides come from it. */
export type Contract = {
  readonly procedures: Readonly<Record<string, Procedure>>
  readonly events: Readonly<Record<string, z.ZodType>>
}

export const defineContract = <const C extends Contract>(contract: C): C => contract

/** What any call can end with, whatever its procedure. `path` says where the input was wrong, never the value. */
export const ChannelFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad-input'), path: z.string().max(200) }),
  z.object({ kind: z.literal('bad-output'), path: z.string().max(200) }),
  z.object({ kind: z.literal('unknown-procedure') }),
  z.object({ kind: z.literal('not-allowed') }),
  z.object({ kind: z.literal('rate-limited'), retryAfterMs: z.number().int().min(0) }),
  z.object({ kind: z.literal('timed-out') }),
  z.object({ kind: z.literal('disconnected') }),
  z.object({ kind: z.literal('internal') }),
])
export type ChannelFailure = z.infer<typeof ChannelFailure>

export type ProcedureName<C extends Contract> = keyof C['procedures'] & string
export type EventName<C extends Contract> = keyof C['events'] & string
export type InputOf<C extends Contract, N extends ProcedureName<C>> = z.input<C['procedures'][N]['input']>
export type ParsedInputOf<C extends Contract, N extends ProcedureName<C>> = z.output<
  C['procedures'][N]['input']
>
export type OutputOf<C extends Contract, N extends ProcedureName<C>> = z.output<C['procedures'][N]['output']>
export type PayloadOf<C extends Contract, N extends EventName<C>> = z.output<C['events'][N]>

/** The details of a failure; an empty object has none, whatever zod calls its type. */
type Details<S extends z.ZodObject> = Record<string, never> extends z.output<S> ? unknown : z.output<S>

/** The failures that a procedure declares, as a tagged union. */
export type DeclaredFailure<P extends Procedure> = {
  [K in keyof P['failures'] & string]: { readonly kind: K } & Details<P['failures'][K]>
}[keyof P['failures'] & string]

export type FailureOf<C extends Contract, N extends ProcedureName<C>> =
  | DeclaredFailure<C['procedures'][N]>
  | ChannelFailure

import { z } from 'zod'

/** Why a call is over, as the directory and the devices know it. Words for people are in the language files. */
export const EndReason = z.enum([
  /** The callee said no. */
  'declined',
  /** The caller took it back while it rang. */
  'cancelled',
  /** It rang until its time was over. */
  'no-answer',
  /** No device of the callee was online. */
  'offline',
  /** Both called each other at once; the other of the two calls goes on. */
  'crossed',
  /** Another device of the callee took it. */
  'answered-elsewhere',
  /** Another device of the callee declined it. */
  'declined-elsewhere',
  /** One side hung up after the answer. */
  'hung-up',
  /** No media for 30 s. */
  'lost',
  /** Media never came, or the page could not make it. */
  'failed',
  /** Both sides tried to reach each other, and no way led across their networks. */
  'no-route',
  /** The connection's key is not the one that was signed. */
  'insecure',
  /** The callee changed who may call while it rang. */
  'not-allowed',
])
export type EndReason = z.infer<typeof EndReason>

/** The reasons that a device may give to `call.end`. */
export const GivenEndReason = EndReason.extract(['hung-up', 'lost', 'failed', 'no-route', 'insecure'])
export type GivenEndReason = z.infer<typeof GivenEndReason>

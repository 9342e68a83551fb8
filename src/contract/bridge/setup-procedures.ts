import { z } from 'zod'
import { DirectoryHost, Handle } from '../ids.ts'
import type { Procedure } from '../rpc/contract.ts'
import { directoryTrouble, Typed } from './failures.ts'

const nothing = z.object({})
const directoryChosen = z.object({
  host: DirectoryHost,
  registration: z.enum(['open', 'invitation']),
})

/** First run. One directory is chosen at a time; `setup.leave` is the way back. */
export const setupProcedures = {
  'setup.startDirectory': {
    input: nothing,
    output: directoryChosen,
    failures: {
      'directory-failed': nothing,
      'port-taken': z.object({ port: z.number().int() }),
      ...directoryTrouble,
    },
  },
  'setup.join': {
    input: z.object({ address: Typed }),
    output: directoryChosen,
    failures: { 'bad-address': nothing, ...directoryTrouble },
  },
  'setup.leave': { input: nothing, output: nothing, failures: {} },
  'setup.checkHandle': {
    input: z.object({ typed: Typed }),
    output: z.discriminatedUnion('state', [
      z.object({ state: z.literal('free'), handle: Handle }),
      z.object({ state: z.literal('taken'), handle: Handle }),
      z.object({ state: z.literal('reserved'), handle: Handle }),
      /** Its administrator has freed it for the person who has the code. */
      z.object({ state: z.literal('reset'), handle: Handle }),
      z.object({ state: z.literal('invalid'), why: z.enum(['too-short', 'too-long', 'characters']) }),
    ]),
    failures: { 'no-directory': nothing, ...directoryTrouble },
  },
  'setup.finish': {
    input: z.object({
      handle: Typed,
      displayName: Typed,
      /** Who may ring at first: nothing is on that was not chosen. */
      calling: z.enum(['nobody', 'my-people', 'everyone']),
      invitationCode: z.string().max(100).nullable(),
      /** The person agrees that the key is kept without the system's key store. */
      acceptsPlainKey: z.boolean(),
    }),
    output: nothing,
    failures: {
      'no-directory': nothing,
      'bad-handle': nothing,
      'bad-name': nothing,
      'handle-taken': nothing,
      'handle-reserved': nothing,
      'invitation-needed': nothing,
      'invitation-refused': nothing,
      'key-store-consent': nothing,
      'cannot-save': nothing,
      ...directoryTrouble,
    },
  },
} as const satisfies Record<string, Procedure>

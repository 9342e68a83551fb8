import { z } from 'zod'

/** Each signed statement that a device sends may be refused, and the reason helps who wrote the client. */
export const badStatement = {
  'bad-statement': z.object({
    why: z.enum([
      'malformed',
      'wrong-purpose',
      'wrong-version',
      'wrong-directory',
      'signature',
      'device',
      'content',
    ]),
  }),
}

export const needsSignIn = { 'not-signed-in': z.object({}) }

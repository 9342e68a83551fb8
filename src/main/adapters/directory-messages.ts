import { z } from 'zod'

const Port = z.number().int().min(0).max(65_535)

/** From the app to the directory's process. `port` 0 takes any free one. */
export const ToDirectory = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), dataDir: z.string(), port: Port }),
  z.object({ type: z.literal('stop') }),
])
export type ToDirectory = z.infer<typeof ToDirectory>

/** From the directory's process to the app. */
export const FromDirectory = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), url: z.string().max(300), port: Port }),
  z.object({
    type: z.literal('failed'),
    failure: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('port-taken'), port: Port }),
      z.object({ kind: z.literal('directory-failed') }),
    ]),
  }),
  z.object({
    type: z.literal('log'),
    level: z.enum(['info', 'warn']),
    what: z.string().max(200),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
])
export type FromDirectory = z.infer<typeof FromDirectory>

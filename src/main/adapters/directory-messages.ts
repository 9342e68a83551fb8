import { z } from 'zod'

const Port = z.number().int().min(0).max(65_535)

/** From the app to the directory's process. `port` 0 takes any free one. */
export const ToDirectory = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), dataDir: z.string(), port: Port }),
  z.object({ type: z.literal('expose'), port: Port }),
  z.object({ type: z.literal('unexpose') }),
  z.object({ type: z.literal('stop') }),
])
export type ToDirectory = z.infer<typeof ToDirectory>

/** How far the way in from other computers is. `exposed` comes again when this computer's addresses change. */
const ReachNews = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('exposed'),
    port: Port,
    links: z.array(z.object({ link: z.string().max(500), host: z.string().max(300) })).max(20),
  }),
  z.object({ type: z.literal('unexposed') }),
  z.object({
    type: z.literal('expose-failed'),
    trouble: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('port-taken'), port: Port }),
      z.object({ kind: z.literal('cannot-listen') }),
      z.object({ kind: z.literal('key-unusable') }),
    ]),
  }),
])
export type ReachNews = z.infer<typeof ReachNews>

/** From the directory's process to the app. */
export const FromDirectory = z.discriminatedUnion('type', [
  ...ReachNews.options,
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

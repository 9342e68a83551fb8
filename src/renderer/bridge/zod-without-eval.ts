import { z } from 'zod'

/** Import it before any schema: zod's generated parsers need `eval`, which the page's policy refuses. */
export const isZodWithoutEval = z.config({ jitless: true }).jitless === true

import { afterEach, beforeEach, expect } from 'vitest'

/** Each test of the file fails on a rejection that nobody handles: in the app it would end the process. */
export function failOnUnhandledRejections(): void {
  let rejections: unknown[] = []
  const note = (reason: unknown) => void rejections.push(reason)
  beforeEach(() => {
    rejections = []
    process.on('unhandledRejection', note)
  })
  afterEach(async () => {
    // They are told of once the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
  })
}

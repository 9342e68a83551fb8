/** One work of a commit that was made. */
export type Committed = {
  /** A read has nothing that could be undone, and nothing of its own that must be on the disk before it is answered. */
  readonly kind: 'write' | 'read'
  /** Answers who asked, and tells others. */
  readonly follow: () => void
  readonly fail: (error: unknown) => void
}

/** What follows commits: in their order, and once they are on the disk. */
export type FollowUps = {
  readonly add: (committed: readonly Committed[]) => void
  /** Resolves once nothing waits any more. */
  readonly done: () => Promise<void>
}

/**
 * The disk is waited for beside the next works, once for all that were committed during the wait before. A read that may
 * have seen what is not there yet waits as well; where nothing waits it is answered in the same turn.
 */
export function createFollowUps(sync: () => Promise<void>): FollowUps {
  let waiting: Committed[] = []
  let isRunning = false
  let running = Promise.resolve()

  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const some = waiting
      waiting = []
      try {
        // oxlint-disable-next-line no-await-in-loop -- what is committed meanwhile is for the next time
        if (some.some(({ kind }) => kind === 'write')) await sync()
        some.forEach(attempt)
      } catch (error) {
        for (const { fail } of some) fail(error)
      }
    }
    // In the same turn as the last look: what is added later begins anew.
    isRunning = false
  }
  return {
    add: (committed) => {
      waiting.push(...committed)
      if (!isRunning) running = run()
    },
    done: async () => {
      while (isRunning) await running
    },
  }
}

/** What follows a commit must not undo it for the others. */
function attempt({ follow, fail }: Committed): void {
  try {
    follow()
  } catch (error) {
    fail(error)
  }
}

import type { Engine } from '../../client/engine.ts'
import { decideNotices, type NoticeFacts } from './decide-notices.ts'
import type { NoticeBoard } from './notices.ts'

/** Shows and takes away notices with each change, once the engine has read what is stored. Returns what ends it. */
export function followNotices(engine: Pick<Engine, 'get' | 'on'>, board: NoticeBoard): () => void {
  let before: NoticeFacts | null = null
  const follow = () => {
    if (engine.get('phase').kind !== 'ready') return
    const next = {
      calls: engine.get('calls'),
      recents: engine.get('recents'),
      requests: engine.get('requests'),
    }
    board.apply(decideNotices(before, next))
    before = next
  }
  const topics = ['phase', 'calls', 'recents', 'requests'] as const
  const endings = topics.map((topic) => engine.on(topic, follow))
  follow()
  return () => {
    for (const end of endings) end()
  }
}

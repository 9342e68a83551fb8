import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestRow } from '../../../contract/bridge/caller-snapshots.ts'
import type { RequestAnswer } from '../../../contract/call-request.ts'
import { useBridge, useTopic } from '../../bridge/use-bridge.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { Me } from '../home/me-header.tsx'
import type { Related, RelationChange } from '../home/use-relations.ts'
import { applyDraft } from './caller-draft.ts'
import { decideCallers } from './caller-rows.ts'
import { CallersView } from './callers-view.tsx'
import { PassDialog } from './pass-dialog.tsx'
import { decidePassState } from './pass-state.ts'
import type { Callers } from './use-callers.ts'

export type CallersPageProps = {
  readonly me: Me
  readonly callers: Callers
  readonly nowMs: number
  readonly onBack: () => void
  readonly onRelation: (person: Related, change: RelationChange) => void
  readonly say: (words: string) => void
}

/** Wires the page of who may call me to the bridge. The preview is computed here, by the rule that the directory runs. */
export function CallersPage({ me, callers, nowMs, onBack, onRelation, say }: CallersPageProps) {
  const { call } = useBridge()
  const { t } = useTranslation()
  const { platform } = useTopic('app')
  const { people } = useTopic('people')
  const { received } = useTopic('requests')
  const { passes } = useTopic('passes')
  const [isMaking, setIsMaking] = useState(false)
  const draft = useMemo(() => applyDraft(me.policy, callers.draft), [me.policy, callers.draft])
  // Availability follows the clock by the minute.
  const minuteMs = nowMs - (nowMs % 60_000)
  const openPasses = passes.filter((pass) => decidePassState(pass, minuteMs) === 'unused').length
  const list = useMemo(() => {
    // Off, the page shows who could ring once it is on: what is edited must be seen.
    const saved = { ...me.policy, isCallingOn: true }
    const edited = { ...draft, isCallingOn: true }
    return decideCallers({ me: me.handle, saved, draft: edited, people, openPasses, nowMs: minuteMs })
  }, [me.handle, me.policy, draft, people, openPasses, minuteMs])

  const answer = async ({ handle, displayName: name }: RequestRow, given: RequestAnswer) => {
    const outcome = await call('request.answer', { handle, answer: given })
    if (outcome.ok) return say(t(ANSWERED[given], { name }))
    const { kind } = outcome.error
    return say(t(`callers.requests.${isTrouble(kind) ? kind : 'other'}`, { name }))
  }
  return (
    <>
      <CallersView
        me={me}
        draft={draft}
        isDraftOpen={callers.isOpen}
        list={list}
        people={people}
        requests={received}
        passes={passes}
        openPasses={openPasses}
        nowMs={nowMs}
        modifier={platform === 'darwin' ? '⌘' : 'Ctrl+'}
        onBack={onBack}
        onEdit={callers.edit}
        onSave={() => void callers.save()}
        onDiscard={callers.discard}
        onSetNow={callers.setNow}
        onRetry={callers.retry}
        onRelation={onRelation}
        onAnswer={(row, given) => void answer(row, given)}
        onMakePass={() => setIsMaking(true)}
        onCopyPass={(link) =>
          void copyText(link).then((isCopied) =>
            say(t(isCopied ? 'callers.passes.copied' : 'callers.passes.dialog.copyFailed')),
          )
        }
        onRevokePass={(passId) => void call('pass.revoke', { passId })}
      />
      <PassDialog
        isOpen={isMaking}
        nowMs={nowMs}
        onClose={() => setIsMaking(false)}
        onMake={async (input) => call('pass.make', input)}
      />
    </>
  )
}

const ANSWERED = {
  once: 'callers.requests.answeredOnce',
  always: 'callers.requests.answeredAlways',
  never: 'callers.requests.answeredNever',
} as const satisfies Record<RequestAnswer, string>

const TROUBLES = {
  'directory-unreachable': true,
  'no-such-request': true,
  'too-many-people': true,
  'cannot-save': true,
} as const
const isTrouble = (kind: string): kind is keyof typeof TROUBLES => Object.hasOwn(TROUBLES, kind)

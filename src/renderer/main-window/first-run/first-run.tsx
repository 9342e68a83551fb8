import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { TIMES } from '../../../contract/limits.ts'
import { cleanDisplayName } from '../../../domain/display-name.ts'
import { parseHandle } from '../../../domain/handle.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { type Bridge, useBridge, useBridgeEvent, useTopic } from '../../bridge/use-bridge.ts'
import { Restore } from '../recovery/restore.tsx'
import { AddressStep } from './address-step.tsx'
import { CallingStep } from './calling-step.tsx'
import { wordDirectoryFailure } from './directory-words.ts'
import { FinishingStep } from './finishing-step.tsx'
import {
  decideBack,
  decideDots,
  decideFinishProblem,
  type Draft,
  emptyDraft,
  needsKeyStep,
  type Problem,
  type Step,
} from './first-run-state.ts'
import { createHandleCheck, type HandleCheck } from './handle-check.ts'
import { KeyStep } from './key-step.tsx'
import { PersonStep } from './person-step.tsx'
import { WhereStep } from './where-step.tsx'

/** Starting a directory, and registering with one, may take longer than an ordinary answer. */
const SLOW_MS = 3 * TIMES.rpcMs

type Progress = {
  readonly step: Step
  readonly draft: Draft
  readonly problem: Problem | null
  readonly isBusy: boolean
}

/** Asks one question at a time; nothing is saved before the last answer. */
export function FirstRun() {
  const bridge = useBridge()
  const app = useTopic('app')
  const { t } = useTranslation()
  const [check] = useState(() => createCheck(bridge))
  const handleState = useSyncExternalStore(check.subscribe, check.get)
  const [progress, setProgress] = useState<Progress>({
    step: 'where',
    draft: emptyDraft,
    problem: null,
    isBusy: false,
  })
  const { step, draft, problem, isBusy } = progress
  useEffect(() => check.dispose, [check])

  useJoinLink((link) => setProgress((now) => fillJoinLink(now, link)))

  const hasKeyStep = needsKeyStep(app)
  const go = (next: Step) => setProgress((now) => ({ ...now, step: next, problem: null, isBusy: false }))
  const edit = (change: Partial<Draft>) =>
    setProgress((now) => ({ ...now, draft: { ...now.draft, ...change }, problem: null }))
  const back = decideBack(step, draft.directory)
  const onBack = back && (() => leaveTo(bridge, back, go))
  const words =
    problem?.kind === 'directory'
      ? wordDirectoryFailure(t, problem.failure, draft.directory?.isHere ?? step === 'where')
      : null
  const lastTrouble =
    problem?.kind === 'save'
      ? t('firstRun.finish.cannotSave')
      : problem?.kind === 'refused'
        ? t('firstRun.key.refused')
        : words

  const choose = async (isHere: boolean) => {
    setProgress((now) => ({ ...now, problem: null, isBusy: true }))
    const answer = isHere
      ? await bridge.call('setup.startDirectory', {}, { timeoutMs: SLOW_MS })
      : await bridge.call('setup.join', { address: draft.address }, { timeoutMs: SLOW_MS })
    setProgress((now) =>
      answer.ok
        ? {
            ...now,
            step: 'person',
            draft: { ...now.draft, directory: { ...answer.value, isHere } },
            isBusy: false,
          }
        : { ...now, problem: { kind: 'directory', failure: answer.error }, isBusy: false },
    )
    if (answer.ok && draft.handle !== '') check.type(draft.handle)
  }
  const finish = async () => {
    if (step === 'key' && draft.plainKey === 'refuse') {
      return setProgress((now) => ({ ...now, problem: { kind: 'refused' } }))
    }
    setProgress((now) => ({ ...now, step: 'finishing', problem: null }))
    const answer = await bridge.call('setup.finish', finishInput(draft, check), { timeoutMs: SLOW_MS })
    if (answer.ok) return
    setProgress((now) => ({ ...now, ...decideFinishProblem(answer.error, hasKeyStep ? 'key' : 'calling') }))
  }

  const dots = decideDots(step, hasKeyStep)
  switch (step) {
    case 'where':
      return (
        <WhereStep
          dots={dots}
          trouble={words}
          isStarting={isBusy}
          onJoin={() => go('address')}
          onStartHere={() => void choose(true)}
          onRestore={() => go('restore')}
        />
      )
    case 'restore':
      return <Restore dots={dots} onBack={onBack} />
    case 'address':
      return (
        <AddressStep
          dots={dots}
          onBack={onBack}
          address={draft.address}
          trouble={words}
          isJoining={isBusy}
          onAddress={(address) => edit({ address })}
          onJoin={() => void choose(false)}
        />
      )
    case 'person':
      return (
        <PersonStep
          dots={dots}
          onBack={onBack}
          handle={draft.handle}
          name={draft.name}
          code={needsCode(draft, check) ? draft.code : null}
          check={handleState}
          problem={problem}
          onHandle={(handle) => {
            edit({ handle })
            check.type(handle)
          }}
          onName={(name) => edit({ name })}
          onCode={(code) => edit({ code })}
          onNext={() => {
            const found = decidePersonProblem(draft, check)
            if (found === null) go('calling')
            else setProgress((now) => ({ ...now, problem: found === 'seen' ? null : found }))
          }}
        />
      )
    case 'calling':
      return (
        <CallingStep
          dots={dots}
          onBack={onBack}
          host={draft.directory?.host ?? ''}
          calling={draft.calling}
          trouble={lastTrouble}
          isLast={!hasKeyStep}
          onCalling={(calling) => edit({ calling })}
          onNext={() => (hasKeyStep ? go('key') : void finish())}
        />
      )
    case 'key':
      return (
        <KeyStep
          dots={dots}
          onBack={onBack}
          keyStore={app.keyStore === 'absent' ? 'absent' : 'plain-text'}
          plainKey={draft.plainKey}
          trouble={lastTrouble}
          onPlainKey={(plainKey) => edit({ plainKey })}
          onNext={() => void finish()}
        />
      )
    case 'finishing':
      return <FinishingStep handle={parsedHandle(draft.handle)} />
  }
}

/** A join link fills the field in, and waits there for the person to join; later steps are not disturbed. */
const fillJoinLink = (now: Progress, link: string): Progress =>
  (now.step === 'where' || now.step === 'address') && !now.isBusy
    ? { ...now, step: 'address', draft: { ...now.draft, address: link }, problem: null }
    : now

/** Hands over the join link that waits, and each that comes. */
function useJoinLink(onLink: (link: string) => void): void {
  const { call } = useBridge()
  const take = async () => {
    const answer = await call('link.takeJoin', {})
    if (answer.ok && answer.value.link !== null) onLink(answer.value.link)
  }
  const newestTake = useRef(take)
  useEffect(() => {
    newestTake.current = take
  })
  useEffect(() => void newestTake.current(), [])
  useBridgeEvent('link.arrived', () => void take())
}

const createCheck = (bridge: Bridge) =>
  createHandleCheck({
    clock: pageClock,
    ask: async (typed) => {
      const answer = await bridge.call('setup.checkHandle', { typed })
      return answer.ok ? answer.value : null
    },
  })

/** Going back to the first question leaves the directory that was chosen. */
function leaveTo(bridge: Bridge, back: Step, go: (step: Step) => void): void {
  if (back === 'where' || back === 'address') void bridge.call('setup.leave', {})
  go(back)
}

/** What keeps the person's step from going on: null, a problem to show, or `seen` where the field says it already. */
function decidePersonProblem(draft: Draft, check: HandleCheck): Problem | 'seen' | null {
  const state = check.get()
  if (state.kind === 'taken' || state.kind === 'reserved') return 'seen'
  if (!parseHandle(draft.handle).ok) return { kind: 'handle', why: 'characters' }
  if (cleanDisplayName(draft.name) === null) return { kind: 'name' }
  const isCodeMissing = needsCode(draft, check) && draft.code.trim() === ''
  return isCodeMissing ? { kind: 'code', why: 'codeNeeded' } : null
}

/** A handle that was reset has a code of its own, also where everybody may register. */
const needsCode = (draft: Draft, check: HandleCheck): boolean =>
  draft.directory?.registration === 'invitation' || check.get().kind === 'reset'

function finishInput(draft: Draft, check: HandleCheck) {
  return {
    handle: draft.handle,
    displayName: draft.name,
    calling: draft.calling ?? 'nobody',
    invitationCode: needsCode(draft, check) ? draft.code.trim() : null,
    acceptsPlainKey: draft.plainKey === 'accept',
  }
}

function parsedHandle(typed: string): string {
  const handle = parseHandle(typed)
  return handle.ok ? handle.value : typed
}

import { useState } from 'react'
import { useBridge, useTopic } from '../../bridge/use-bridge.ts'
import { needsKeyStep } from '../first-run/first-run-state.ts'
import { RestoreStep, type RestoreStepProps, type RestoreTrouble } from './restore-step.tsx'

/** A person looks for the file; on a slow computer its lock takes some seconds. */
const CHOOSE_MS = 30 * 60_000
const RESTORE_MS = 2 * 60_000

/** Brings an account back. When that has worked, the app's phase changes, and this view goes. */
export function Restore({ dots, onBack }: Pick<RestoreStepProps, 'dots' | 'onBack'>) {
  const { call } = useBridge()
  const app = useTopic('app')
  const [fileName, setFileName] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [acceptsPlainKey, setAcceptsPlainKey] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [trouble, setTrouble] = useState<RestoreTrouble | null>(null)
  const needsConsent = needsKeyStep(app)

  const choose = async () => {
    setIsBusy(true)
    const answer = await call('recovery.choose', {}, { timeoutMs: CHOOSE_MS })
    setIsBusy(false)
    if (answer.ok && answer.value.outcome === 'cancelled') return
    setTrouble(answer.ok ? null : toTrouble(answer.error.kind))
    setFileName(answer.ok && answer.value.outcome === 'chosen' ? answer.value.fileName : null)
  }
  const restore = async () => {
    setIsBusy(true)
    setTrouble(null)
    const answer = await call(
      'recovery.restore',
      { passphrase, acceptsPlainKey: needsConsent && acceptsPlainKey },
      { timeoutMs: RESTORE_MS },
    )
    if (answer.ok) return
    setIsBusy(false)
    setTrouble(toTrouble(answer.error.kind))
  }
  return (
    <RestoreStep
      dots={dots}
      onBack={onBack}
      fileName={fileName}
      passphrase={passphrase}
      acceptsPlainKey={needsConsent ? acceptsPlainKey : null}
      isBusy={isBusy}
      trouble={trouble}
      onChoose={() => void choose()}
      onPassphrase={(typed) => {
        setPassphrase(typed)
        setTrouble(null)
      }}
      onPlainKey={setAcceptsPlainKey}
      onRestore={() => void restore()}
    />
  )
}

function toTrouble(kind: string): RestoreTrouble {
  switch (kind) {
    case 'wrong-passphrase':
    case 'damaged':
    case 'newer-version':
    case 'too-large':
    case 'cannot-read':
    case 'other-account':
    case 'directory-not-here':
    case 'key-store-consent':
    case 'cannot-save':
    case 'already-set-up':
      return kind
    default:
      return 'other'
  }
}

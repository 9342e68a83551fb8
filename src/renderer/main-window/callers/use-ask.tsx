import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { AskDialog } from './ask-dialog.tsx'

/** Whom I want to ask. */
export type Asked = { readonly handle: PersonRow['handle']; readonly name: string }

export type Ask = {
  readonly open: (person: Asked) => void
  readonly withdraw: (person: Asked) => void
  readonly dialog: ReactNode
}

/** Asking somebody to let me call, and taking it back. */
export function useAsk(say: (words: string) => void): Ask {
  const { call } = useBridge()
  const { t } = useTranslation()
  const [person, setPerson] = useState<Asked | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const withdraw = async ({ handle, name }: Asked) => {
    const answer = await call('request.withdraw', { handle })
    say(t(answer.ok ? 'callers.ask.withdrawn' : 'callers.ask.withdrawFailed', { name }))
  }
  return {
    open: (next) => {
      setPerson(next)
      setIsOpen(true)
    },
    withdraw: (asked) => void withdraw(asked),
    dialog: person && (
      <AskDialog
        key={person.handle}
        name={person.name}
        isOpen={isOpen}
        onClose={() => {
          setIsOpen(false)
          setPerson(null)
        }}
        onSend={async (text) => {
          const answer = await call('request.send', { handle: person.handle, text })
          return answer.ok ? null : answer.error
        }}
      />
    ),
  }
}

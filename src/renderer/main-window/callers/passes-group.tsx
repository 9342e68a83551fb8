import { Copy, Ticket, X } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PassRow } from '../../../contract/bridge/caller-snapshots.ts'
import type { Language } from '../../i18n/create-i18n.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatMoment } from '../../ui/time-words.ts'
import { Group, Row } from '../home/settings-group.tsx'
import type { CallersViewProps } from './callers-view.tsx'
import { decidePassState } from './pass-state.ts'

export type PassesGroupProps = Pick<
  CallersViewProps,
  'passes' | 'nowMs' | 'onMakePass' | 'onCopyPass' | 'onRevokePass'
>

/** Links that let their holder ring once: those that are out, and the way to make one. */
export function PassesGroup(props: PassesGroupProps) {
  const { passes, nowMs, onMakePass, onCopyPass, onRevokePass } = props
  const { t } = useTranslation()
  const [revoking, setRevoking] = useState<PassRow | null>(null)
  return (
    <Group title={t('callers.passes.title')}>
      {passes.length > 0 && (
        <ul className="divide-y divide-line">
          {passes.map((pass) => (
            <Pass
              key={pass.passId}
              pass={pass}
              nowMs={nowMs}
              onCopy={onCopyPass}
              onRevoke={() => setRevoking(pass)}
            />
          ))}
        </ul>
      )}
      <Row>
        <span className="min-w-0 flex-1 text-13 text-secondary text-pretty">{t('callers.passes.hint')}</span>
        <Button size="small" icon={<Ticket className="size-3.5" aria-hidden="true" />} onClick={onMakePass}>
          {t('callers.passes.make')}
        </Button>
      </Row>
      <ConfirmDialog
        isOpen={revoking !== null}
        title={t('callers.passes.revokeTitle')}
        body={t('callers.passes.revokeBody')}
        confirm={t('callers.passes.revoke')}
        onConfirm={() => revoking && onRevokePass(revoking.passId)}
        onClose={() => setRevoking(null)}
      />
    </Group>
  )
}

const wordWho = (t: TFunction, { forHandle }: PassRow): string =>
  forHandle === null ? t('callers.passes.forAnyone') : t('callers.passes.forHandle', { handle: forHandle })

function wordState(t: TFunction, pass: PassRow, nowMs: number, language: Language): string {
  const shown = decidePassState(pass, nowMs)
  if (pass.state.kind === 'used') {
    const { by, atMs } = pass.state
    return t('callers.passes.used', { handle: by, when: formatMoment(atMs, nowMs, language) })
  }
  return shown === 'unused'
    ? t('callers.passes.unused', { when: formatMoment(pass.expiresAtMs, nowMs, language) })
    : t(shown === 'expired' ? 'callers.passes.expired' : 'callers.passes.revoked')
}

type PassProps = {
  readonly pass: PassRow
  readonly nowMs: number
  readonly onCopy: (link: string) => void
  readonly onRevoke: () => void
}

function Pass({ pass, nowMs, onCopy, onRevoke }: PassProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const who = wordWho(t, pass)
  const { link } = pass
  const isOpen = decidePassState(pass, nowMs) === 'unused'
  return (
    <li className="flex items-center gap-1 py-2 pr-2 pl-3.5">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={classNames('truncate', !isOpen && 'text-secondary')}>{who}</span>
        <span className="text-13 text-secondary">
          {wordState(t, pass, nowMs, language)}
          {isOpen && link === null && `, ${t('callers.passes.elsewhere')}`}
        </span>
      </span>
      {isOpen && link !== null && (
        <IconButton
          label={t('callers.passes.copyLabel', { who })}
          icon={<Copy className="size-4" />}
          onPress={() => onCopy(link)}
        />
      )}
      {isOpen && (
        <IconButton
          label={t('callers.passes.revokeLabel', { who })}
          icon={<X className="size-4" />}
          onPress={onRevoke}
        />
      )}
    </li>
  )
}

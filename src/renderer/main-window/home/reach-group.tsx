import { Copy } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot, LocalDirectorySnapshot } from '../../../contract/bridge/snapshots.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Group, Row } from './settings-group.tsx'

export type ReachGroupProps = {
  readonly directory: LocalDirectorySnapshot
  readonly platform: AppSnapshot['platform']
  readonly onReach: (isOn: boolean) => void
  readonly onCopyLink: (link: string) => void
}

type Reachable = Extract<LocalDirectorySnapshot, { readonly kind: 'reachable' }>
type Failed = Extract<LocalDirectorySnapshot, { readonly kind: 'failed' }>

/** The directory that runs on this computer, and whether others reach it. */
export function ReachGroup({ directory, platform, onReach, onCopyLink }: ReachGroupProps) {
  const { t } = useTranslation()
  const id = useId()
  // Until it runs there is nothing to let others into.
  if (directory.kind === 'none') return null
  const isOn = directory.kind !== 'loopback'
  return (
    <Group title={t('main.settings.reach.title')}>
      <Row>
        <span className="flex flex-1 flex-col">
          <span id={`${id}-words`}>{t('main.settings.reach.switch')}</span>
          <span id={`${id}-hint`} className="text-13 text-secondary">
            {directory.kind === 'reachable' ? t('main.settings.reach.on') : t('main.settings.reach.off')}
          </span>
        </span>
        <Switch isOn={isOn} onChange={onReach} labelledBy={`${id}-words`} describedBy={`${id}-hint`} />
      </Row>
      {directory.kind === 'opening' && (
        <Row>
          <p role="status" className="shows-late text-13 text-secondary">
            {t('main.settings.reach.opening')}
          </p>
        </Row>
      )}
      {directory.kind === 'failed' && <Trouble trouble={directory.trouble} onAgain={() => onReach(true)} />}
      {directory.kind === 'reachable' && (
        <JoinLinks directory={directory} platform={platform} onCopyLink={onCopyLink} />
      )}
    </Group>
  )
}

function Trouble({
  trouble,
  onAgain,
}: {
  readonly trouble: Failed['trouble']
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const port = trouble.kind === 'port-taken' ? trouble.port : ''
  return (
    <Row isStacked>
      <p role="alert" className="text-13 text-stop">
        {t(`main.settings.reach.${trouble.kind}`, { port })}
      </p>
      <Button size="small" className="self-start" onClick={onAgain}>
        {t('main.settings.reach.again')}
      </Button>
    </Row>
  )
}

type JoinLinksProps = Pick<ReachGroupProps, 'platform' | 'onCopyLink'> & { readonly directory: Reachable }

/** The likeliest link in full, and those of this computer's other addresses. */
function JoinLinks({ directory, platform, onCopyLink }: JoinLinksProps) {
  const { t } = useTranslation()
  const [first, ...others] = directory.links
  if (!first) {
    return (
      <Row>
        <p className="text-13 text-secondary">{t('main.settings.reach.noNetwork')}</p>
      </Row>
    )
  }
  return (
    <>
      <Row isStacked>
        <p className="text-13 text-secondary">
          {t(`main.settings.reach.${platform}`, { port: directory.port })}
        </p>
      </Row>
      <Row>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="text-13 font-medium">{t('main.settings.reach.link')}</span>
          <span className="break-all" data-selectable>
            {first.link}
          </span>
          <span className="text-13 text-secondary">{t('main.settings.reach.linkHint')}</span>
        </span>
        <CopyButton label={t('main.settings.reach.copy')} onPress={() => onCopyLink(first.link)} />
      </Row>
      <div className="flex justify-center px-3.5 py-4">
        <QrCode text={first.link} label={t('main.settings.reach.qr')} />
      </div>
      {others.length > 0 && (
        <Row isStacked>
          <span className="text-13 font-medium">{t('main.settings.reach.others')}</span>
          <ul className="flex flex-col">
            {others.map(({ link, host }) => (
              <li key={host} className="flex items-center gap-3">
                <span className="min-w-0 flex-1 text-13 break-all" data-selectable>
                  {host}
                </span>
                <CopyButton
                  label={t('main.settings.reach.copyAt', { host })}
                  onPress={() => onCopyLink(link)}
                />
              </li>
            ))}
          </ul>
        </Row>
      )}
    </>
  )
}

const CopyButton = ({ label, onPress }: { readonly label: string; readonly onPress: () => void }) => (
  <IconButton label={label} icon={<Copy className="size-4.5" />} onPress={onPress} />
)

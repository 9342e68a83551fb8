import { useId } from 'react'
import { Copy, ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AppSnapshot, SettingsSnapshot } from '../../../contract/bridge/snapshots.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Switch } from '../../ui/switch.tsx'
import { DeviceCheckRow, type DeviceCheckRowProps } from '../device-check/device-check-row.tsx'
import { RecoveryRow, type RecoveryRowProps } from '../recovery/recovery-row.tsx'
import type { Me } from './me-header.tsx'
import { NameForm, type NameFormProps } from './name-form.tsx'
import { ReachGroup } from './reach-group.tsx'
import { Group, Row } from './settings-group.tsx'

export type SettingsViewProps = {
  readonly me: Me
  readonly app: Pick<AppSnapshot, 'keyStore' | 'version' | 'platform' | 'localDirectory'>
  readonly settings: SettingsSnapshot
  readonly hasSaveFailed: boolean
  readonly onSaveName: NameFormProps['onSave']
  readonly onSet: (change: Partial<Omit<SettingsSnapshot, 'systemLanguage'>>) => void
  readonly onCopyAddress: () => void
  readonly onReach: (isOn: boolean) => void
  readonly onCopyLink: (link: string) => void
  readonly deviceCheck: DeviceCheckRowProps
  readonly recovery: RecoveryRowProps
  readonly onOpenPage: (page: 'help' | 'source') => void
}

/** Me and this app. */
export function SettingsView(props: SettingsViewProps) {
  const { me, app, hasSaveFailed, recovery, onSaveName, onCopyAddress, onOpenPage } = props
  const { t } = useTranslation()
  return (
    <div className="quiet-scroll flex h-full flex-col gap-5 overflow-x-hidden overflow-y-auto px-3 pt-1 pb-5">
      <Group title={t('main.settings.profile')}>
        <NameForm displayName={me.displayName} onSave={onSaveName} />
        <Row>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="text-13 font-medium">{t('main.settings.address')}</span>
            <span className="break-all" data-selectable>
              {me.address}
            </span>
            <span className="text-13 text-secondary">{t('main.settings.addressHint')}</span>
          </span>
          <IconButton
            label={t('main.settings.copy')}
            icon={<Copy className="size-4.5" />}
            onPress={onCopyAddress}
          />
        </Row>
      </Group>
      {me.isDirectoryHere && (
        <ReachGroup
          directory={app.localDirectory}
          platform={app.platform}
          onReach={props.onReach}
          onCopyLink={props.onCopyLink}
        />
      )}
      <Group title={t('deviceCheck.row.group')}>
        <DeviceCheckRow {...props.deviceCheck} />
      </Group>
      <AppearanceGroup {...props} />
      <StartupGroup {...props} />
      {hasSaveFailed && (
        <p role="alert" className="px-1 text-13 text-stop">
          {t('main.settings.saveFailed')}
        </p>
      )}
      <Group title={t('main.settings.key')}>
        <Row>
          <span className="flex flex-col gap-1 text-13">
            <span>{t('main.settings.keyHint', { handle: me.handle })}</span>
            <span className="text-secondary">
              {app.keyStore === 'system' ? t('main.settings.keySystem') : t('main.settings.keyPlain')}
            </span>
          </span>
        </Row>
        <RecoveryRow {...recovery} />
      </Group>
      <Group title={t('main.settings.about')}>
        <Row>
          <span className="flex-1" data-selectable>
            {t('main.settings.version', { version: app.version })}
          </span>
          {(['help', 'source'] as const).map((page) => (
            <Button
              key={page}
              look="quiet"
              size="small"
              onClick={() => onOpenPage(page)}
              icon={<ExternalLink className="size-3.5" />}
            >
              {t(`main.settings.${page}`)}
            </Button>
          ))}
        </Row>
      </Group>
    </div>
  )
}

function AppearanceGroup({ settings, onSet }: SettingsViewProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Group title={t('main.settings.appearance')}>
      <Row isStacked>
        <span id={`${id}-theme`}>{t('main.settings.theme')}</span>
        <Segments
          labelledBy={`${id}-theme`}
          value={settings.theme}
          onChange={(theme) => onSet({ theme })}
          choices={[
            { value: 'system', words: t('main.settings.themeSystem') },
            { value: 'light', words: t('main.settings.themeLight') },
            { value: 'dark', words: t('main.settings.themeDark') },
          ]}
        />
      </Row>
      <Row isStacked>
        <span id={`${id}-language`}>{t('main.settings.language')}</span>
        <Segments
          labelledBy={`${id}-language`}
          value={settings.language}
          onChange={(language) => onSet({ language })}
          choices={[
            { value: 'system', words: t('main.settings.languageSystem') },
            { value: 'en', words: 'English' },
            { value: 'fr', words: 'Français' },
          ]}
        />
      </Row>
    </Group>
  )
}

function StartupGroup({ settings, onSet }: SettingsViewProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Group title={t('main.settings.startup')}>
      <Row>
        <span className="flex flex-1 flex-col">
          <span id={`${id}-words`}>{t('main.settings.openAtLogin')}</span>
          <span id={`${id}-hint`} className="text-13 text-secondary">
            {t('main.settings.openAtLoginHint')}
          </span>
        </span>
        <Switch
          isOn={settings.openAtLogin}
          onChange={(openAtLogin) => onSet({ openAtLogin })}
          labelledBy={`${id}-words`}
          describedBy={`${id}-hint`}
        />
      </Row>
    </Group>
  )
}

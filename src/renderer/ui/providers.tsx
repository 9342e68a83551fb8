import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { i18n } from 'i18next'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { Announcer } from './announcer.tsx'

/** What every root needs, in the app, in the gallery and in tests. */
export function Providers({ i18n, children }: { readonly i18n: i18n; readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <I18nextProvider i18n={i18n}>
        <Tooltip.Provider>
          <Announcer>{children}</Announcer>
        </Tooltip.Provider>
      </I18nextProvider>
    </CSPProvider>
  )
}

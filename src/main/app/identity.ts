import { app } from 'electron'

/** Both are known to Windows from the first start on: never change them. The id is the packages' `appId`. */
export const APP_USER_MODEL_ID = 'chat.ahoy.desktop'
const TOAST_ACTIVATOR_CLSID = '{7D0B6C52-3A4E-4F0B-9C1D-52A7E6C9F3B8}'

/** How Windows knows the app. The activator comes first, since the id's registration carries it. */
export function nameAppToSystem(platform: NodeJS.Platform): void {
  if (platform !== 'win32') return
  app.setToastActivatorCLSID(TOAST_ACTIVATOR_CLSID)
  app.setAppUserModelId(APP_USER_MODEL_ID)
}

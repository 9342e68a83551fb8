import { type NativeImage, nativeImage } from 'electron'

const PNGS = import.meta.glob<string>('../../../build/icons/png/app-256.png', {
  eager: true,
  query: '?inline',
  import: 'default',
})

/** The app's icon for its windows; macOS takes the bundle's. */
export const appPicture = (): NativeImage => nativeImage.createFromDataURL(Object.values(PNGS)[0] ?? '')

import { type NativeImage, nativeImage } from 'electron'
import appPng from '../../../build/icons/png/app-256.png?inline'

/** The app's icon for its windows; macOS takes the bundle's. */
export const appPicture = (): NativeImage => nativeImage.createFromDataURL(appPng)

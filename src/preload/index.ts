import { contextBridge, ipcRenderer } from 'electron'
import { BRIDGE_GLOBAL, BRIDGE_TO_MAIN, BRIDGE_TO_PAGE, type PageBridge } from '../contract/bridge/names.ts'
import { mayPass } from './frame-check.ts'

const bridge: PageBridge = {
  send: (frame) => {
    if (mayPass(frame)) ipcRenderer.send(BRIDGE_TO_MAIN, frame)
  },
  onFrame: (listener) => {
    const pass = (_event: unknown, frame: unknown): void => {
      if (typeof frame === 'string') listener(frame)
    }
    ipcRenderer.on(BRIDGE_TO_PAGE, pass)
    return () => void ipcRenderer.removeListener(BRIDGE_TO_PAGE, pass)
  },
}

contextBridge.exposeInMainWorld(BRIDGE_GLOBAL, bridge)

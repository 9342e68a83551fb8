const { contextBridge, ipcRenderer } = require('electron')

// As src/preload does: text frames and nothing else.
contextBridge.exposeInMainWorld('bridge', {
  send: (frame) => ipcRenderer.send('to-main', frame),
  onFrame: (listener) => void ipcRenderer.on('to-page', (_event, frame) => listener(frame)),
  tellTest: (frame) => ipcRenderer.send('heard', frame),
})

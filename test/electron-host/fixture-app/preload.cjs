const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bridge', {
  version: 7,
  add: (a, b) => a + b,
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  absent: () => ipcRenderer.invoke('absent'),
  throwNow: () => {
    throw new RangeError('too far')
  },
  later: (value) => new Promise((resolve) => setTimeout(() => resolve(value), 5)),
  callBack: (callback) => callback('from preload', { nested: [1, new Uint8Array([1, 2, 3])] }),
  await: async (promise) => `got ${await promise}`,
  onPong: (callback) => {
    const listener = (_event, n) => callback(n)
    ipcRenderer.on('pong', listener)
    return () => ipcRenderer.off('pong', listener)
  },
  ping: (n) => ipcRenderer.send('ping', n),
  onNews: (callback) => void ipcRenderer.on('news', (_event, news) => callback(news)),
})
window.leak = 'the page must not see this'

import { readFile } from 'node:fs/promises'
// oxlint-disable-next-line no-restricted-imports -- an app of its own, which the stand-in runs
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron'
import { WebSocket } from 'ws'

/**
 * Carries both ends of one IPC connection to the test, each on a socket of its own, so that the same suite that runs on
 * the other channels runs on this one: what the test sends into the page's end leaves the page through the preload.
 */
const here = new URL('.', import.meta.url)
const testUrl = process.argv.find((argument) => argument.startsWith('--test-url='))?.slice(11)
const types = { html: 'text/html', js: 'text/javascript' }
const stages = new Map()

protocol.registerSchemesAsPrivileged([{ scheme: 'ipc-app', privileges: { standard: true, secure: true } }])
app.on('window-all-closed', () => {})

function connect(name) {
  const socket = new WebSocket(`${testUrl}/${name}`)
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

globalThis.openStage = async (number) => {
  const window = new BrowserWindow({
    width: 300,
    height: 200,
    show: false,
    webPreferences: { preload: new URL('preload.cjs', here).pathname, sandbox: true },
  })
  await window.loadURL('ipc-app://main/page.html')
  const mainEnd = await connect(`${number}/main`)
  const pageEnd = await connect(`${number}/page`)
  const contents = window.webContents
  stages.set(contents.id, { mainEnd, pageEnd })

  mainEnd.on('message', (data) => contents.send('to-page', data.toString()))
  const waiting = []
  let isSending = false
  const flush = async () => {
    if (isSending) return
    isSending = true
    while (waiting.length > 0 && !window.isDestroyed()) {
      const frames = waiting.splice(0)
      await contents.executeJavaScript(`window.sendAll(${JSON.stringify(frames)})`).catch(() => {})
    }
    isSending = false
  }
  pageEnd.on('message', (data) => {
    waiting.push(data.toString())
    void flush()
  })
  // Whichever end the test closes, the window goes; and when the window goes, both ends are closed.
  const close = () => {
    if (!window.isDestroyed()) window.destroy()
  }
  mainEnd.once('close', close)
  pageEnd.once('close', close)
  window.once('closed', () => {
    mainEnd.close()
    pageEnd.close()
  })
}

ipcMain.on('to-main', (event, frame) => stages.get(event.sender.id)?.mainEnd.send(frame))
ipcMain.on('heard', (event, frame) => stages.get(event.sender.id)?.pageEnd.send(frame))

await app.whenReady()
session.defaultSession.protocol.handle('ipc-app', async (request) => {
  const path = new URL(request.url).pathname.slice(1)
  const type = types[path.split('.').at(-1)] ?? 'text/plain'
  return new Response(await readFile(new URL(path, here)), { headers: { 'content-type': type } })
})

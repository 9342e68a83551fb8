import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import electron, {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  protocol,
  safeStorage,
  session,
  Tray,
  utilityProcess,
} from 'electron'

const here = dirname(fileURLToPath(import.meta.url))
const required = createRequire(import.meta.url)('electron')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'"
// What a test reads by control.run.
const seen = {
  second: [],
  navigations: [],
  permissions: [],
  gone: [],
  urls: [],
  events: [],
  tray: [],
  notification: [],
  console: [],
}
globalThis.seen = seen
globalThis.isGranted = { audio: false, video: false }
globalThis.isSameElectron = required === electron && required.app === app
let tray

protocol.registerSchemesAsPrivileged([
  { scheme: 'fixture-app', privileges: { standard: true, secure: true } },
])
if (process.argv.includes('--unknown-api')) app.getApplicationNameForProtocol('https:')
if (process.argv.includes('--reject')) Promise.reject(new Error('nobody caught this'))
if (!app.requestSingleInstanceLock({ from: 'second' })) app.quit()
app.on('second-instance', (_event, argv, _cwd, data) => seen.second.push({ argv, data }))
app.on('open-url', (_event, url) => seen.urls.push(url))
app.on('window-all-closed', () => {})
app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(({ url }) => {
    seen.events.push(`open ${url}`)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event, url) => {
    seen.navigations.push(url)
    if (!url.startsWith('fixture-app://main/')) event.preventDefault()
  })
  contents.on('console-message', (event) => seen.console.push(event.message))
  contents.on('render-process-gone', (_event, details) => seen.gone.push(details.reason))
})

async function serve(request) {
  const url = new URL(request.url)
  const path = url.pathname === '/' ? '/page.html' : url.pathname
  try {
    const body = await readFile(join(here, path))
    return new Response(body, {
      headers: { 'content-type': types[extname(path)] ?? 'text/plain', 'content-security-policy': csp },
    })
  } catch {
    return new Response('absent', { status: 404 })
  }
}

function open(name) {
  const window = new BrowserWindow({
    width: 420,
    height: 300,
    show: false,
    title: name,
    webPreferences: { preload: join(here, 'preload.cjs'), sandbox: true },
  })
  window.on('ready-to-show', () => window.showInactive())
  void window.loadURL(`fixture-app://main/page.html?name=${name}#top`)
  return window
}

ipcMain.handle('echo', (event, value) => ({ value, url: event.senderFrame.url }))
ipcMain.handle('fail', () => {
  throw new TypeError('not today')
})
ipcMain.on('ping', (event, n) => event.reply('pong', n + 1))

function makeTray() {
  tray = new Tray(nativeImage.createFromPath(join(here, 'tray.png')))
  tray.setToolTip('Fixture')
  tray.on('click', () => seen.tray.push('icon'))
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'hello', label: 'Say hello', click: () => seen.tray.push('hello') },
      { type: 'separator' },
      {
        label: 'More',
        submenu: [
          { label: 'Quiet', type: 'checkbox', click: (item) => seen.tray.push(`quiet ${item.checked}`) },
        ],
      },
      { label: 'Never', enabled: false, click: () => seen.tray.push('never') },
    ]),
  )
}

globalThis.openWindow = open
globalThis.notify = () => {
  const notification = new Notification({
    title: 'Ring',
    body: 'Alice',
    actions: [
      { type: 'button', text: 'Answer' },
      { type: 'button', text: 'Decline' },
    ],
  })
  for (const name of ['show', 'click', 'close']) notification.on(name, () => seen.notification.push(name))
  notification.on('action', (_event, index) => seen.notification.push(`action ${index}`))
  notification.show()
}
globalThis.askChild = (message) =>
  new Promise((resolve) => {
    const child = utilityProcess.fork(join(here, 'child.js'), ['one'], {
      stdio: 'pipe',
      serviceName: 'child',
    })
    const answers = []
    child.postMessage(message)
    child.on('message', (answer) => {
      answers.push(answer)
      child.kill()
    })
    child.on('exit', () => resolve({ answers }))
  })
globalThis.misuse = {
  app: () => app.getGPUInfo(),
  module: () => electron.desktopCapturer.getSources({}),
  instance: () => BrowserWindow.getAllWindows()[0].capturePage(),
  static: () => BrowserWindow.fromSomething(),
  event: () => app.on('gpu-info-update', () => {}),
  option: () => new BrowserWindow({ webPreferences: { sandbox: false } }),
}
globalThis.startChild = () =>
  new Promise((resolve) => {
    const child = utilityProcess.fork(join(here, 'child.js'))
    child.once('spawn', () => resolve(child.pid))
  })
globalThis.seal = async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64')
globalThis.unseal = (base64) => safeStorage.decryptStringAsync(Buffer.from(base64, 'base64'))

// The packages that a real app brings along import electron too.
globalThis.usePackages = async () => {
  const { default: Store } = await import('electron-store')
  const { default: log } = await import('electron-log/main.js')
  const store = new Store({ name: 'kept' })
  store.set('volume', 3)
  log.transports.console.level = false
  log.info('a line')
  return { stored: store.get('volume'), storePath: store.path, logPath: log.transports.file.getFile().path }
}

await app.whenReady()
session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
  seen.permissions.push({ permission, mediaTypes: details.mediaTypes, url: details.requestingUrl })
  if (permission === 'display-capture') return answer(globalThis.isGranted.video)
  answer(permission === 'media' && details.mediaTypes.every((type) => globalThis.isGranted[type]))
})
session.defaultSession.setPermissionCheckHandler(
  (_contents, permission, _origin, { mediaType }) =>
    permission === 'media' && globalThis.isGranted[mediaType],
)
session.defaultSession.setDisplayMediaRequestHandler((_request, answer) =>
  answer({ video: { id: 'screen:0:0', name: 'Screen' } }),
)
session.defaultSession.protocol.handle('fixture-app', serve)
makeTray()
open('one')

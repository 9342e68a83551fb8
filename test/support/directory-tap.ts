import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type RawData, WebSocket, WebSocketServer } from 'ws'

export type TappedFrame = {
  /** The device's socket, in the order in which they came. */
  readonly device: number
  /** `up` is from the device to the directory. */
  readonly direction: 'up' | 'down'
  readonly text: string
}

export type DirectoryTap = {
  readonly port: number
  /** All frames of all sockets, in the order in which they passed. */
  readonly frames: readonly TappedFrame[]
  /** The next such frame does not get through; returns its text, once it came. */
  readonly loseNext: (isIt: (frame: TappedFrame) => boolean) => () => string | null
  /** Where the frames go on to; devices that come before this is known wait. */
  readonly connectTo: (url: string) => void
  readonly close: () => Promise<void>
}

/** Stands between the devices and their directory, lets everything through but what it is to lose, and keeps a copy of each frame. */
export async function openDirectoryTap(): Promise<DirectoryTap> {
  const frames: TappedFrame[] = []
  let isLost = (_frame: TappedFrame): boolean => false
  /** Whether it goes on. */
  const pass = (frame: TappedFrame): boolean => {
    frames.push(frame)
    return !isLost(frame)
  }
  const target = Promise.withResolvers<string>()
  const http = createServer((_request, response) => response.writeHead(404).end())
  const sockets = new WebSocketServer({ server: http })
  let devices = 0
  sockets.on('connection', (device, { url }) => {
    devices += 1
    join(
      device,
      devices,
      target.promise.then((base) => new WebSocket(new URL(url ?? '/', base))),
      pass,
    )
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    port: (http.address() as AddressInfo).port,
    frames,
    loseNext: (isIt) => {
      let lost: string | null = null
      isLost = (frame) => {
        if (lost !== null || !isIt(frame)) return false
        lost = frame.text
        return true
      }
      return () => lost
    },
    connectTo: target.resolve,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      http.close()
      await once(http, 'close')
    },
  }
}

function join(
  device: WebSocket,
  number: number,
  upstream: Promise<WebSocket>,
  pass: (frame: TappedFrame) => boolean,
): void {
  const waiting: string[] = []
  let directory: WebSocket | null = null
  const textOf = (data: RawData) => (Buffer.isBuffer(data) ? data.toString('utf8') : '')
  device.on('message', (data) => {
    const text = textOf(data)
    if (!pass({ device: number, direction: 'up', text })) return
    if (directory) directory.send(text)
    else waiting.push(text)
  })
  device.on('error', () => {})
  void upstream.then((socket) => {
    socket.on('error', () => {})
    socket.on('open', () => {
      directory = socket
      for (const text of waiting.splice(0)) socket.send(text)
    })
    socket.on('message', (data) => {
      const text = textOf(data)
      if (pass({ device: number, direction: 'down', text })) device.send(text)
    })
    socket.on('close', () => device.close())
    device.on('close', () => socket.close())
  })
}

import type { MediaConnection, Peer as PeerClass, PeerOptions } from 'peerjs'

export type PageSetup = {
  readonly id: string
  /** PeerServer and the relay of "I called" and "I accepted" that an app around PeerJS has, behind their proxies. */
  readonly peerPort: number
  readonly relayPort: number
}

type BenchPage = {
  /** Opens the page's one lasting Peer. */
  readonly openPeer: () => Promise<void>
  readonly closePeer: () => void
  /** (b) The README's way: camera, then `peer.call`. */
  readonly place: (to: string) => Promise<void>
  /** (c) Camera; the other page is told over the relay; a new Peer once it has accepted. */
  readonly placeNew: (to: string) => Promise<void>
  readonly ringNew: () => void
  readonly hangUp: () => void
  /** Milliseconds until PeerJS says that nobody has this id. */
  readonly callAbsent: (to: string) => Promise<number>
}

declare global {
  interface Window {
    Peer: typeof PeerClass
    benchPage: BenchPage
  }
}

export const PAGE_HTML = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>PeerJS</title></head>
  <body>
    <button id="answer" hidden>Answer</button>
    <video id="theirs" autoplay playsinline width="640" height="480"></video>
    <video id="mine" autoplay playsinline muted width="160" height="120"></video>
    <script src="/peerjs.min.js"></script>
  </body>
</html>
`

/** Runs inside the plain page: what PeerJS's README shows, with a button to answer. */
export function installPage({ id, peerPort, relayPort }: PageSetup): void {
  const options: PeerOptions = {
    host: '127.0.0.1',
    port: peerPort,
    path: '/',
    secure: false,
    config: { iceServers: [] },
  }
  const element = <T extends HTMLElement>(name: string) => document.getElementById(name) as T
  const answer = element<HTMLButtonElement>('answer')
  const theirs = element<HTMLVideoElement>('theirs')
  const mine = element<HTMLVideoElement>('mine')
  let peer: PeerClass | null = null
  let fresh: PeerClass | null = null
  let call: MediaConnection | null = null
  let own: MediaStream | null = null

  const openCamera = async () => {
    own = await navigator.mediaDevices.getUserMedia({ video: true, audio: true })
    mine.srcObject = own
    return own
  }
  const show = (media: MediaConnection) => {
    call = media
    media.on('stream', (stream) => {
      theirs.srcObject = stream
    })
  }
  const onAnswer = (run: () => void) => {
    answer.hidden = false
    answer.onclick = () => {
      answer.hidden = true
      run()
    }
  }
  const relay = new WebSocket(`ws://127.0.0.1:${relayPort}`)
  const opened = (of: PeerClass) => new Promise<void>((resolve) => void of.on('open', () => resolve()))

  window.benchPage = {
    openPeer: () => {
      const made = new window.Peer(id, options)
      peer = made
      made.on('call', (media) =>
        onAnswer(() => {
          void openCamera().then((stream) => {
            media.answer(stream)
            show(media)
          })
        }),
      )
      return opened(made)
    },
    closePeer: () => peer?.destroy(),
    place: async (to) => {
      const stream = await openCamera()
      if (peer) show(peer.call(to, stream))
    },
    placeNew: async (to) => {
      const stream = await openCamera()
      relay.onmessage = ({ data }) => {
        if (data !== 'accepted') return
        const made = new window.Peer(`${id}-new`, options)
        fresh = made
        void opened(made).then(() => show(made.call(`${to}-new`, stream)))
      }
      relay.send('ring')
    },
    ringNew: () => {
      relay.onmessage = ({ data }) => {
        if (data !== 'ring') return
        onAnswer(() => {
          const camera = openCamera()
          const made = new window.Peer(`${id}-new`, options)
          fresh = made
          made.on('call', (media) => {
            void camera.then((stream) => {
              media.answer(stream)
              show(media)
            })
          })
          relay.send('accepted')
        })
      }
    },
    hangUp: () => {
      relay.onmessage = null
      call?.close()
      fresh?.destroy()
      for (const track of own?.getTracks() ?? []) track.stop()
      theirs.srcObject = null
      mine.srcObject = null
      call = null
      fresh = null
      own = null
    },
    callAbsent: async (to) => {
      const stream = await openCamera()
      const placedAtMs = performance.now()
      const gone = new Promise<number>((resolve) => {
        peer?.once('error', () => resolve(performance.now() - placedAtMs))
      })
      const media = peer?.call(to, stream)
      const afterMs = await gone
      media?.close()
      for (const track of stream.getTracks()) track.stop()
      mine.srcObject = null
      return afterMs
    },
  }
}

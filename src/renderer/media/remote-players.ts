import type { Clock } from '../../contract/clock.ts'
import type { RemoteMedia } from './call-connection.ts'
import type { MediaView } from './media-view.ts'
import { createPicture, playPicture, setPictureHidden, stopPicture } from './picture.ts'
import type { MediaReport } from './ports.ts'
import { playVoice } from './remote-voice.ts'
import { watchRemote } from './remote-watch.ts'

export type RemotePlayersOptions = {
  readonly clock: Clock
  readonly onReport: (report: MediaReport) => void
  readonly onView: (part: Partial<MediaView>) => void
}

/**
 * What plays the other side's picture and voice. Both play before their tracks are enabled, and so black and silence:
 * a player that is only begun then costs the first frames.
 */
export type RemotePlayers = {
  /** Cannot be seen until it is a camera's. */
  readonly picture: HTMLVideoElement
  /** A track of theirs is there, and disabled. */
  readonly handleTrack: (track: MediaStreamTrack) => void
  /** The call is answered: from now on the speaker may be on. */
  readonly handleAnswer: () => void
  /** Their tracks are enabled. */
  readonly handleTrusted: (remote: RemoteMedia) => void
  readonly close: () => void
}

export function createRemotePlayers({ clock, onReport, onView }: RemotePlayersOptions): RemotePlayers {
  const picture = createPicture()
  setPictureHidden(picture, true)
  const disposers = [() => stopPicture(picture)]
  let unheard: MediaStreamTrack | null = null
  let isAnswered = false

  const playUnheard = (): void => {
    if (unheard === null || !isAnswered) return
    disposers.push(playVoice(unheard))
    unheard = null
  }

  return {
    picture,
    handleTrack: (track) => {
      if (track.kind === 'video') return void playPicture(track, picture)
      unheard = track
      return playUnheard()
    },
    handleAnswer: () => {
      isAnswered = true
      playUnheard()
    },
    handleTrusted: ({ connection, tracks: { audio } }) => {
      onView({ remoteVoice: audio && new MediaStream([audio]) })
      const stopWatching = watchRemote(connection, picture, {
        clock,
        onFirstFrame: (of) => onReport({ type: 'first-frame', of }),
        onPicture: (hasRemotePicture) => {
          setPictureHidden(picture, !hasRemotePicture)
          onView({ hasRemotePicture })
        },
        onStatistics: (statistics) => onView({ statistics }),
      })
      disposers.push(stopWatching)
    },
    close: () => {
      for (const dispose of disposers) dispose()
    },
  }
}

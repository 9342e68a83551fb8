import { useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'

export type StreamVideoProps = {
  readonly stream: MediaStream
  /** My own picture is shown as in a mirror. */
  readonly isMirrored: boolean
  readonly className?: string
}

/** A live picture, without sound: the voice is played elsewhere. A decoration; words beside it name the person. */
export function StreamVideo({ stream, isMirrored, className }: StreamVideoProps) {
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const video = ref.current
    if (!video) return undefined
    video.srcObject = stream
    // It ends early when the picture goes while it begins: nothing to say then.
    video.play().catch(() => {})
    return () => {
      video.srcObject = null
    }
  }, [stream])
  return (
    <video
      ref={ref}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      tabIndex={-1}
      aria-hidden="true"
      className={classNames(
        'pointer-events-none size-full object-cover',
        isMirrored && '-scale-x-100',
        className,
      )}
    />
  )
}

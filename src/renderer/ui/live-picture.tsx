import { useLayoutEffect, useRef } from 'react'
import { resumePicture } from '../media/picture.ts'
import { classNames } from './class-names.ts'

export type LivePictureProps = {
  /** An element that plays by itself (`media/picture.ts`); it is shown in one place at a time. */
  readonly picture: HTMLVideoElement
  /** My own picture is shown as in a mirror. */
  readonly isMirrored: boolean
  readonly className?: string
}

/** The place of a live picture. A decoration; words beside it name the person. */
export function LivePicture({ picture, isMirrored, className }: LivePictureProps) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = ref.current
    place?.append(picture)
    resumePicture(picture)
    return () => {
      // It may have found another place meanwhile.
      if (picture.parentElement === place) picture.remove()
    }
  }, [picture])
  return (
    <div
      ref={ref}
      aria-hidden="true"
      className={classNames(
        'pointer-events-none size-full [&>video]:size-full [&>video]:object-cover',
        isMirrored && '[&>video]:-scale-x-100',
        className,
      )}
    />
  )
}

import { classNames } from '../ui/class-names.ts'

/** A name in its own writing direction, on one line. */
export function PersonName({ name, className }: { readonly name: string; readonly className?: string }) {
  return (
    <bdi title={name} className={classNames('block max-w-full truncate', className)}>
      {name}
    </bdi>
  )
}

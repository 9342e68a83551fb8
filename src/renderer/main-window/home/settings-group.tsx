import { type ReactNode, useId } from 'react'

/** Settings that belong together, under their name. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5">
      <h2 id={id} className="px-1 text-13 font-semibold text-secondary">
        {title}
      </h2>
      <div className="divide-y divide-line rounded-card border border-line bg-surface">{children}</div>
    </section>
  )
}

export function Row({
  children,
  isStacked = false,
}: {
  readonly children: ReactNode
  readonly isStacked?: boolean
}) {
  return (
    <div className={isStacked ? 'flex flex-col gap-2 px-3.5 py-3' : 'flex items-center gap-3 px-3.5 py-3'}>
      {children}
    </div>
  )
}

/** The signal flag K, "I wish to communicate with you": hoist yellow, fly blue, with a fold of cloth. */
export function KiloSign({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <clipPath id="kilo-cloth">
        <rect x="0" y="0" width="64" height="64" rx="15" />
      </clipPath>
      <g clipPath="url(#kilo-cloth)">
        <rect width="32" height="64" className="fill-attention" />
        <rect x="32" width="32" height="64" className="fill-accent-fill" />
        <path d="M0 50c11-7 21-7 32-1s21 6 32-1v16H0z" className="fill-on-attention opacity-10" />
      </g>
    </svg>
  )
}

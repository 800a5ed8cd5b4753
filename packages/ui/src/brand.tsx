/** Many labels run together into one. */
export function BrandMark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg className="ui-brand-mark" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" />
      <g fill="none" strokeWidth="3.5" strokeLinecap="round">
        <path d="M16 17c0 15 16 10 16 26" />
        <path d="M48 17c0 15-16 10-16 26" />
        <path d="M32 17v26" />
      </g>
      <circle cx="16" cy="16" r="4.5" />
      <circle cx="32" cy="16" r="4.5" />
      <circle cx="48" cy="16" r="4.5" />
      <circle cx="32" cy="47" r="7.5" />
    </svg>
  );
}

import type { ReactNode } from 'react'

/** Line drawings on a 24×24 field, in the colour of the text beside them. */
const drawings = {
  today: (
    <>
      <path d="M12 6c2.6 2.2 3.6 5 3.2 8.6-1 2-2 2.9-3.2 3.4-1.2-.5-2.2-1.4-3.2-3.4C8.4 11 9.4 8.2 12 6z" />
      <path d="M8.8 14.6C6 14.2 4 12.5 3 9.5c2.2-.4 4.2 0 5.9 1.2M15.2 14.6c2.8-.4 4.8-2.1 5.8-5.1-2.2-.4-4.2 0-5.9 1.2M5 19h14" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c.4-4.2 3-6.5 6.5-6.5s6.1 2.3 6.5 6.5" />
      <path d="M15.5 5a3.3 3.3 0 0 1 0 6.2M17.5 14c2.3.9 3.7 3 4 6" />
    </>
  ),
  queue: (
    <>
      <path d="M3 13l3-8h12l3 8v6H3z" />
      <path d="M3 13h5l1.5 3h5L16 13h5" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h9M19 7h1M4 17h1M11 17h9" />
      <circle cx="16" cy="7" r="2.6" />
      <circle cx="8" cy="17" r="2.6" />
    </>
  ),
  back: <path d="M15 5l-7 7 7 7" />,
  forward: <path d="M9 5l7 7-7 7" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="M15.5 15.5L21 21" />
    </>
  ),
  close: <path d="M6 6l12 12M18 6L6 18" />,
  add: <path d="M12 5v14M5 12h14" />,
  check: <path d="M4 12.5l5.5 5.5L20 6.5" />,
  camera: (
    <>
      <path d="M3 8h4l2-3h6l2 3h4v11H3z" />
      <circle cx="12" cy="13" r="3.5" />
    </>
  ),
  edit: <path d="M4 20l1-4L16.5 4.5l3 3L8 19z" />,
  home: <path d="M4 11l8-7 8 7v9h-6v-6h-4v6H4z" />,
  received: <path d="M2.5 12.5l4.5 5L15 8M11 16l1.5 1.5L21.5 8" />,
  waiting: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5l3.5 2" />
    </>
  ),
  held: <path d="M12 3.5L21.5 20h-19zM12 10v4.5M12 17v.5" />,
  offline: (
    <path d="M4 9.5a12 12 0 0 1 4-2.4M13 6a12 12 0 0 1 7 3.5M7 13.5a7 7 0 0 1 3-1.8M12 19h.01M4 4l16 16" />
  ),
  lock: <path d="M5.5 11h13v9h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11" />,
  finger: (
    <path d="M4 9.5a8.5 8.5 0 0 1 16 0M5 16c-.6-6.5 2.5-9.5 7-9.5s7.6 3 7 9M8.5 19.5C6.6 12.5 9 10 12 10s5.200 2 4 9.5M12 13.5c.3 2.5 0 5-.8 7.5" />
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11v5.5M12 7.5v.5" />
    </>
  ),
  pulled: <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** Decoration beside a word: hidden from screen readers. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      {drawings[name]}
    </svg>
  )
}

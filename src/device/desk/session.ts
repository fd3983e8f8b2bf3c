import { createContext, useContext } from 'react'
import type { MeAnswer, Purpose } from '#protocol/messages/access.ts'

export type DeskSession = {
  readonly me: MeAnswer
  readonly isAdmin: boolean
  readonly logOut: () => Promise<void>
  /** What people's data are opened for has been said, or, with `undefined`, is to be said anew. */
  readonly onPurpose: (purpose: Purpose | undefined) => void
}

export const SessionContext = createContext<DeskSession | undefined>(undefined)

/** Who is logged in. Only below the frame, where someone is. */
export function useSession(): DeskSession {
  const session = useContext(SessionContext)
  if (!session) throw new Error('nobody is logged in')
  return session
}

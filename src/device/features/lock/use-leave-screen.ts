import { useLocation } from 'wouter'

/** Leaves the screen of whoever was there: what it shows is not the next one's. A link with a code is whose phone it is. */
export function useLeaveScreen(): () => void {
  const [, navigate] = useLocation()
  return () => {
    if (!window.location.hash) navigate('/', { replace: true })
  }
}

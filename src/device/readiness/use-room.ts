import { useEffect, useState } from 'react'
import type { Store } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'

/** What the browser says of the room for the store; `undefined` until it has answered. `look` asks it again. */
export function useRoom() {
  const store = useStore()
  const [room, setRoom] = useState<Awaited<ReturnType<Store['storage']>>>()
  useEffect(() => {
    let isCurrent = true
    void store.storage().then((answer) => isCurrent && setRoom(answer))
    return () => {
      isCurrent = false
    }
  }, [store])
  return { room, look: async () => setRoom(await store.storage()) }
}

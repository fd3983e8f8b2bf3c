import { Workbox } from 'workbox-window'
import { type Clock, systemClock } from './clock.ts'
import type { Unsubscribe } from './listen.ts'
import { type UpdateMarks, updateMarks, updateReady } from './update-marks.ts'

/** `waiting`: a newer Teratai is downloaded and waits for consent. `applied`: it took over; the page reloads. */
export type UpdateState = 'none' | 'waiting' | 'applied'

/** `frozen`: a day is open or a form half filled. `unreachable`: the browser asks the network once more, in vain. */
export type UpdateAnswer = 'applying' | 'frozen' | 'unreachable' | 'gone'

export type Updates = {
  readonly state: () => UpdateState
  readonly listen: (listener: () => void) => Unsubscribe
  /** Applies by consent; nothing is done while it is not allowed. */
  readonly apply: () => Promise<UpdateAnswer>
}

export type UpdateDeps = {
  /** `true` while a posyandu day is open or a form is half filled. */
  readonly isFrozen: () => Promise<boolean>
  readonly workbox?: Pick<Workbox, 'register' | 'update' | 'addEventListener'>
  readonly container?: Pick<ServiceWorkerContainer, 'addEventListener' | 'controller'>
  readonly marks?: UpdateMarks
  readonly clock?: Clock
  readonly reload?: () => void
}

const hourly = 60 * 60 * 1000
/** How soon after a day was opened consent ends; the update's files take longer than that. */
const guardMs = 500

/**
 * Registers the worker, looks for updates, and holds them until a person consents and the day allows it. A browser puts
 * a worker that is installed into use by itself as soon as the app is closed; so an update is downloaded, but refuses
 * to be installed until then.
 */
export function watchUpdates(deps: UpdateDeps): Updates {
  const workbox = deps.workbox ?? new Workbox('/sw.js', { type: 'module' })
  const container = deps.container ?? navigator.serviceWorker
  const marks = deps.marks ?? updateMarks()
  const clock = deps.clock ?? systemClock
  const reload = deps.reload ?? (() => location.reload())
  const listeners = new Set<() => void>()
  let state: UpdateState = 'none'
  let controller = container.controller
  let consented = false
  const become = (next: UpdateState) => {
    state = next
    for (const listener of listeners) listener()
  }
  // Not the library's `message`: it hears only the first worker found, and only one of the page's first minute.
  container.addEventListener('message', ({ data }: MessageEvent) => {
    if (data === updateReady && state === 'none') become('waiting')
  })
  // Not the library's `isUpdate`: it stays false on a page that the very first worker took over.
  const noteController = async () => {
    const before = controller
    controller = container.controller
    if (before === null || before === controller) return
    become('applied')
    // Another tab's consent must not reload a form in this one, nor this one's a form that was begun since.
    if (consented && !(await deps.isFrozen())) reload()
  }
  workbox.addEventListener('controlling', noteController)
  const registering = workbox.register({ immediate: true })
  const look = async () => {
    await registering
    await workbox.update()
  }
  void marks.isReady().then(
    (ready) => ready && state === 'none' && become('waiting'),
    () => undefined,
  )
  // The library listens from here on; another tab's update may have taken over before.
  registering.then(noteController).catch(() => undefined)
  setInterval(() => void look().catch(() => undefined), hourly)

  const install = async (): Promise<UpdateAnswer> => {
    await look()
    const registration = await registering
    const worker = registration?.installing ?? registration?.waiting
    // The puskesmas has put the edition of this phone back.
    if (!worker) return registration?.active && state !== 'applied' ? 'gone' : 'applying'
    return (await endOf(worker)) === 'redundant' ? 'unreachable' : 'applying'
  }
  const withdrawIfFrozen = async () => {
    if (await deps.isFrozen()) await marks.withdraw()
  }
  /** Whoever begins a day or a form while the update is on its way has agreed to nothing for it. */
  const withdrawOnceFrozen = () => {
    const timer = setInterval(() => void withdrawIfFrozen().catch(() => undefined), guardMs)
    return () => clearInterval(timer)
  }
  return {
    state: () => state,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async apply() {
      if (state !== 'waiting') return 'gone'
      if (await deps.isFrozen()) return 'frozen'
      consented = true
      await marks.consent(clock.now())
      const endGuard = withdrawOnceFrozen()
      const answer = await install().catch((): UpdateAnswer => 'unreachable')
      endGuard()
      if (answer === 'applying') return answer
      consented = false
      await marks.withdraw()
      if (answer === 'unreachable' && (await deps.isFrozen())) return 'frozen'
      if (answer === 'gone') {
        await marks.clear()
        become('none')
      }
      return answer
    },
  }
}

/** What becomes of a worker that is being installed. */
const endOf = (worker: ServiceWorker) =>
  new Promise<'active' | 'redundant'>((resolve) => {
    const look = () => {
      if (worker.state === 'redundant') resolve('redundant')
      if (worker.state === 'activating' || worker.state === 'activated') resolve('active')
    }
    worker.addEventListener('statechange', look)
    look()
  })

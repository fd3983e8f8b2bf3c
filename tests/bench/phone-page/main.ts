import { createKaderPhone } from './kader-phone.ts'
import { plainWorks } from './plain-works.ts'
import { pouchWorks } from './pouch-works.ts'
import { pullWorks } from './pull-works.ts'
import { pushWorks } from './push-works.ts'
import { storeWorks } from './store-works.ts'
import { createVisits } from './visits.ts'

/** The phone's real store and engine beside their floors and PouchDB; the bench calls each work through `window.work`. */
const phone = createKaderPhone()
const visits = createVisits()
const plain = await plainWorks(phone, visits)
const pouch = await pouchWorks(visits)

const work = {
  /** Enrols with a code and pulls everything; gives the list of people in its order. */
  async start(code: string) {
    await phone.enrol(code)
    await phone.sync()
    const people = await phone.local.store.directory()
    visits.begin(people)
    await plain.plainBegin(people)
    await pouch.pouchBegin(people)
    return people
  },
  ...storeWorks(phone, visits),
  ...plain,
  ...pouch,
  ...(await pushWorks(phone, visits)),
  ...pullWorks(),
}

export type Work = typeof work
// Where the bench looks for it: a page hands nothing out but through its window.
Object.assign(window, { work })

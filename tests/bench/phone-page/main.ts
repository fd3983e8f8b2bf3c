import { createKaderPhone } from './kader-phone.ts'
import { diskWorks } from './disk-works.ts'
import { plainWorks } from './plain-works.ts'
import { pouchWorks } from './pouch-works.ts'
import { pullWorks } from './pull-works.ts'
import { pushWorks } from './push-works.ts'
import { storeWorks } from './store-works.ts'
import { createVisits } from './visits.ts'
import { sealsUnder } from '#device/sealing/seals-under.ts'
import { dataKeyOf, newDataKeyBytes } from '#device/vault/data-key.ts'

/** The phone's real store and engine beside their floors and PouchDB; the bench calls each work through `window.work`. */
const dataKey = await dataKeyOf(newDataKeyBytes())
const phone = createKaderPhone({ seals: (database) => sealsUnder(database, dataKey) })
/** The same with nothing sealed. */
const open = createKaderPhone({ name: 'open' })
const visits = createVisits()
const plain = await plainWorks(phone, visits)
const pouch = await pouchWorks(visits)

const openWorks = storeWorks(open, visits)

const work = {
  /** Enrols both with a code each and pulls everything; gives the list of people in its order. */
  async start(codes: readonly [string, string]) {
    for (const [i, one] of [phone, open].entries()) {
      await one.enrol(codes[i] ?? '')
      await one.sync()
    }
    const people = await phone.local.store.directory()
    visits.begin(people)
    await plain.plainBegin(people)
    await pouch.pouchBegin(people)
    return people
  },
  ...storeWorks(phone, visits),
  openSave: () => openWorks.save(),
  ...plain,
  ...pouch,
  ...(await pushWorks(phone, visits)),
  ...pullWorks(),
  ...(await diskWorks(phone, visits)),
}

export type Work = typeof work
// Where the bench looks for it: a page hands nothing out but through its window.
Object.assign(window, { work })

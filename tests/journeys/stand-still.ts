import type { ConsoleMessage, Page, Worker } from 'playwright-core'

/**
 * Where a write of the phone's database is brought to a stand.
 * `midway`: a row of the first store is asked of the browser, and nothing after it. `written`: all of it is asked and
 * answered, the transaction open; so where the writer itself asks for the commit. `committing`: its commit is being asked
 * for; it alone goes on, so that whoever then ends the browser races with the disk. `committed`: on the disk, and the
 * page never hears of it.
 */
export type Point = 'midway' | 'written' | 'committing' | 'committed'

/** Settles when a write is there. */
export type Stand = { readonly reached: Promise<void> }

type Asked = { readonly stores: readonly string[]; readonly at: Point; readonly word: string }

/** Brings the next write of a page or worker in a transaction on all of these stores to a stand, for good; later ones pass. */
export async function standStill(
  writer: Page | Worker,
  stores: readonly string[],
  at: Point,
): Promise<Stand> {
  const word = `stands: ${at}`
  const hears = { predicate: (message: ConsoleMessage) => message.text() === word, timeout: 0 }
  const isPage = 'context' in writer
  const said = isPage ? writer.waitForEvent('console', hears) : writer.waitForEvent('console', hears)
  // Who has ended before says nothing more.
  said.catch(() => undefined)
  const asked = { stores, at, word }
  await (isPage ? writer.evaluate(haltNextWrite, asked) : writer.evaluate(haltNextWrite, asked))
  return { reached: said.then(() => undefined) }
}

/** Runs in the page. What is asked for later than the point is not asked, or not heard. */
function haltNextWrite({ stores, at, word }: Asked): void {
  // oxlint-disable-next-line typescript/unbound-method -- called on the transaction that it belongs to
  const open = IDBTransaction.prototype.objectStore
  const tell = () => {
    IDBTransaction.prototype.objectStore = open
    // oxlint-disable-next-line no-console -- the test hears it also of a thread that then stands still
    console.info(word)
  }
  const halt: Readonly<Record<Point, (transaction: IDBTransaction) => void>> = {
    midway(transaction) {
      const store = transaction.objectStore(stores[0] ?? '')
      const askOnly =
        (ask: IDBObjectStore['add']): IDBObjectStore['add'] =>
        (...row) => {
          ask(...row)
          tell()
          for (;;);
        }
      store.add = askOnly(store.add.bind(store))
      store.put = askOnly(store.put.bind(store))
    },
    written(transaction) {
      let isAsked = false
      // A transaction lives as long as something is asked of it, and is answered in order.
      const goOn = () =>
        transaction
          .objectStore(stores[0] ?? '')
          .count()
          .addEventListener('success', heard)
      const heard = () => {
        if (isAsked) tell()
        isAsked = false
        goOn()
      }
      goOn()
      transaction.commit = () => {
        isAsked = true
      }
    },
    committing(transaction) {
      const commit = transaction.commit.bind(transaction)
      transaction.commit = () => {
        tell()
        commit()
      }
    },
    committed(transaction) {
      const keepBack = (event: Event) => {
        event.stopImmediatePropagation()
        tell()
      }
      // Before all who listened earlier.
      transaction.addEventListener('complete', keepBack, { capture: true })
    },
  }
  const known = new WeakSet<IDBTransaction>()
  IDBTransaction.prototype.objectStore = function (name) {
    const touched = new Set(this.objectStoreNames)
    if (this.mode === 'readwrite' && !known.has(this) && stores.every((one) => touched.has(one))) {
      known.add(this)
      halt[at](this)
    }
    return open.call(this, name)
  }
}

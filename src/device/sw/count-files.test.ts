import { afterEach, describe, expect, it } from 'vitest'
import type { LocalStore } from '#device/store/create-store.ts'
import { databaseName } from '#device/store/open-as-it-is.ts'
import { createPhone } from '#tests/fakes/device.ts'
import { noteFiles } from './count-files.ts'

let local: LocalStore | undefined
afterEach(() => local?.close())

describe('files of a new version', () => {
  it('TF2 are counted beside the exchanges of the month', async () => {
    const phone = createPhone()
    local = phone.open()
    await local.store.balance()
    const at = Date.UTC(2026, 5, 15)
    await noteFiles(1_000, at, phone.indexedDB)
    await noteFiles(234, at, phone.indexedDB)
    expect(await local.store.traffic()).toEqual({ '2026-06': { sent: 0, received: 0, app: 1_234 } })
  })

  it('TF2 make no store where there is none yet', async () => {
    const phone = createPhone()
    await noteFiles(1_000, 0, phone.indexedDB)
    expect((await phone.indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName)
  })
})

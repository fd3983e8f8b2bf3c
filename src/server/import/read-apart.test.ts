import { describe, expect, it } from 'vitest'
import { soundWorkbook, workbookBombs } from '#tests/builders/workbook-bombs.ts'
import { readApart } from './read-apart.ts'
import { readRegister } from './read-register.ts'

const today = '2026-11-22'
const csv = new TextEncoder().encode('Nama;Tgl Lahir;JK\nSiti Contoh;05-03-2024;P\n')
/** Little, so that what would take for ever is soon stopped. */
const limits = { heapMb: 64, ms: 30_000 }

describe('a register that is read in a thread of its own', () => {
  it('says the same as one that is read here', async () => {
    expect(await readApart(csv, today)).toEqual(readRegister(csv, today))
  })

  it('says what is wrong with a file', async () => {
    await expect(readApart(new Uint8Array(), today)).rejects.toMatchObject({ problem: 'empty' })
    await expect(readApart(soundWorkbook(), today)).rejects.toMatchObject({ problem: 'noHeadings' })
  })

  it.each(Object.entries(workbookBombs))('is too large where it asks for too much: %s', async (_, bomb) => {
    await expect(readApart(bomb(), today, limits)).rejects.toMatchObject({ problem: 'tooLarge' })
  })

  it('is too large where it takes too long, and the next one is read', async () => {
    const endless = readApart(workbookBombs.links?.() ?? csv, today, { heapMb: 4_000, ms: 1 })
    const next = readApart(csv, today)
    await expect(endless).rejects.toMatchObject({ problem: 'tooLarge' })
    expect((await next).rows).toHaveLength(1)
  })
})

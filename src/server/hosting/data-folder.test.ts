import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartRefusal } from '#server/config.ts'
import { openDataFolder } from './data-folder.ts'

let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'teratai-folder-'))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

describe('the data folder', () => {
  it('is made with the folders above it, each passable or private as asked', () => {
    openDataFolder(join(top, 'a', 'b'), 'passable')
    expect([modeOf(join(top, 'a')), modeOf(join(top, 'a', 'b'))]).toEqual([0o711, 0o711])
    openDataFolder(join(top, 'c'), 'private')
    expect(modeOf(join(top, 'c'))).toBe(0o700)
  })

  it('keeps its mode where it is there already', () => {
    openDataFolder(join(top, 'a'), 'private')
    openDataFolder(join(top, 'a'), 'passable')
    expect(modeOf(join(top, 'a'))).toBe(0o700)
  })

  it('is refused where no folder can be made', () => {
    writeFileSync(join(top, 'file'), '')
    expect(() => openDataFolder(join(top, 'file', 'a'), 'private')).toThrow(StartRefusal)
    expect(() => openDataFolder('/proc/teratai/a', 'private')).toThrow(StartRefusal)
  })
})

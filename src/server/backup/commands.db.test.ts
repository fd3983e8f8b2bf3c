import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { adminPassword, logInAsAdmin, openLife, send } from '#tests/life.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>
beforeAll(() => {
  life = openLife()
})
afterAll(() => life.close())

const run = (script: 'backup' | 'restore', data: string, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [`scripts/${script}.ts`, ...args], {
    env: { PATH: process.env.PATH, TERATAI_DATA: data },
  })

it('a backup beside the running server, restored into a new data folder, is that puskesmas (lesson 18)', async () => {
  const server = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
  const { cookie } = await logInAsAdmin(server)
  expect((await send(server, '/api/v1/posyandu', { name: 'Pos Cadangan' }, cookie)).status).toBe(200)
  const folder = join(life.folder(), 'backups')
  mkdirSync(folder)
  const { stdout } = await run('backup', life.data(), folder)
  const file = stdout.split(' ')[0] ?? ''
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await send(server, '/api/v1/posyandu', { name: 'Pos Sesudahnya' }, cookie)).status).toBe(200)
  await expect(run('restore', life.data(), file, '--replace')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^Teratai: another Teratai \(process \d+\) already runs on \S+; stop it first\n$/,
    ),
  })
  const other = join(life.folder(), 'other')
  expect((await run('restore', other, file)).stdout).toMatch(/^Restored Puskesmas as of \S+:\n/)
  expect(existsSync(join(other, 'teratai.lock'))).toBe(false)
  expect(existsSync(join(other, 'postgres', 'postmaster.pid'))).toBe(false)
  const restored = await life.started({ TERATAI_DATA: other })
  const again = await logInAsAdmin(restored)
  expect(again.status).toBe(200)
  const response = await fetch(`${restored.url}/api/v1/posyandu`, { headers: { cookie: again.cookie } })
  const names = ((await response.json()) as { posyandu: { name: string }[] }).posyandu.map(({ name }) => name)
  expect(names.sort()).toEqual(['Pos Cadangan', 'Posyandu 1'])
  // Who was logged in at the backup is not logged in again.
  expect((await fetch(`${restored.url}/api/v1/posyandu`, { headers: { cookie } })).status).toBe(401)
})

it('makes no backup of an embedded database whose keys are gone, and says why (lesson 18)', async () => {
  const data = join(life.folder(), 'without-keys')
  const server = await life.started({ TERATAI_DATA: data })
  server.signal('SIGINT')
  await server.ended
  rmSync(join(data, 'keys.json'))
  const file = join(life.folder(), 'without-keys.backup')
  await expect(run('backup', data, file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/lacks keys that phones were told of .* \(keysMissing\)\n$/),
  })
  expect(existsSync(file)).toBe(false)
  expect(existsSync(join(data, 'keys.json'))).toBe(false)
})

it.each([
  ['backup', [], 'npm run backup -- FOLDER|FILE'],
  ['backup', ['a', 'b'], 'npm run backup -- FOLDER|FILE'],
  ['restore', [], 'npm run restore -- FILE [--replace] [--keys-lost]'],
  ['restore', ['a', '--force'], 'npm run restore -- FILE [--replace] [--keys-lost]'],
] as const)('%s %j says how it is used', async (script, args, usage) => {
  const nowhere = join(life.folder(), 'nowhere')
  await expect(run(script, nowhere, ...args)).rejects.toMatchObject({
    code: 1,
    stderr: `Teratai: ${usage}\n`,
  })
  expect(existsSync(nowhere)).toBe(false)
})

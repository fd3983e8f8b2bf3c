import { execFile } from 'node:child_process'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { adminPassword, logInAsAdmin, openLife, ownerUrlOf, send } from '#tests/life.ts'

// Real processes on a busy machine; how long they take is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let life: ReturnType<typeof openLife>
beforeEach(() => {
  life = openLife()
})
afterEach(() => life.close())

/** `npm run audit` as somebody types it: its exit code, what it printed, and the line of JSON at the end. */
const audit = () =>
  new Promise<{ code: unknown; printed: string; sums: unknown }>((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: life.folder(), TERATAI_DATA: life.data() }
    execFile('npm', ['run', '--silent', 'audit'], { env }, (error, printed, stderr) => {
      const sums = /\{.*\}\n$/.exec(printed)?.[0]
      if (sums === undefined) reject(new Error(`${error?.message ?? ''} ${stderr}`))
      else resolve({ code: error ? error.code : 0, printed, sums: JSON.parse(sums) })
    })
  })

it('npm run audit finds the trail whole beside the running server, and the one entry that somebody changed', async () => {
  const server = await life.started({ TERATAI_ADMIN_PASSWORD: adminPassword })
  const { cookie } = await logInAsAdmin(server)
  for (const name of ['Pos Anggrek', 'Pos Kenanga', 'Pos Dahlia'])
    expect((await send(server, '/api/v1/posyandu', { name }, cookie)).status).toBe(200)
  const whole = await audit()
  expect(whole.printed).toContain('Jejak audit utuh.')
  expect(whole).toMatchObject({ code: 0, sums: { entries: 4, findings: 0, cuts: 0 } })

  const behind = (sql: string) => asOwner(ownerUrlOf(life.data()), (queries) => queries.query(sql))
  await behind(
    `update audit_entry set content = replace(content, 'posyanduMade', 'posyanduRenamed') where number = 3`,
  )
  const changed = await audit()
  expect(changed.printed).toContain('nomor 3 bukan yang dulu dicatat, atau urutannya diubah')
  expect(changed.printed).toContain('Jejak audit TIDAK utuh.')
  expect(changed).toMatchObject({ code: 1, sums: { entries: 4, findings: 1, cuts: 0 } })

  await behind('delete from audit_entry where number = 4')
  const cut = await audit()
  expect(cut.code).toBe(1)
  expect(cut.printed).toContain('jejak pernah sampai nomor 4, sekarang ujungnya tidak ada')
})

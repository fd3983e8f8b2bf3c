import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EnrolErrorCode, EnrolResult } from '#device/enrolment/enrol.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { enrolment, fakeStore } from '#tests/fakes/store.ts'
import { EnrolScreen } from './enrol-screen.tsx'

beforeEach(() => window.history.replaceState(null, '', '/enrol'))
const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const fresh = () => fakeStore({ enrolment: async () => undefined })
const refusing = (code: EnrolErrorCode) => vi.fn(async (): Promise<EnrolResult> => ({ ok: false, code }))

it('takes the code from the link, clears it from the address, and enrols by itself (lesson 44)', async () => {
  window.history.replaceState(null, '', '/enrol#7K3M-Q2XA')
  const enrol = vi.fn(async (): Promise<EnrolResult> => ({ ok: true, enrolment }))
  const store = fresh()
  const askToKeep = vi.fn(async () => true)
  renderScreen(<EnrolScreen />, { store: { ...store, askToKeep }, enrol })
  await waitFor(() => expect(enrol).toHaveBeenCalledExactlyOnceWith('7K3MQ2XA'))
  expect(window.location.href).not.toContain('7K3M')
  await waitFor(() => expect(askToKeep).toHaveBeenCalledOnce())
})

it('does not enrol a phone anew by a link alone', async () => {
  window.history.replaceState(null, '', '/enrol#7K3M-Q2XA')
  const enrol = refusing('codeWrong')
  renderScreen(<EnrolScreen />, { store: fakeStore(), enrol })
  expect(await screen.findByText('HP ini sudah terdaftar')).toBeTruthy()
  expect(enrol).not.toHaveBeenCalled()
})

it('asks nobody about what cannot be a code', async () => {
  const enrol = refusing('codeWrong')
  renderScreen(<EnrolScreen />, { store: fresh(), enrol })
  await userEvent.type(await screen.findByLabelText('Kode pendaftaran'), '7K3M')
  await userEvent.click(screen.getByRole('button', { name: 'Daftarkan HP ini' }))
  expect(screen.getByRole('alert').textContent).toContain('8 huruf dan angka')
  expect(enrol).not.toHaveBeenCalled()
})

it.each<[EnrolErrorCode, RegExp]>([
  ['network', /Tidak ada sinyal/],
  ['codeWrong', /tidak dikenal/],
  ['codeExpired', /15 menit/],
  ['codeUsed', /sudah dipakai/],
  ['tooMany', /Tunggu 15 menit/],
  ['notTeratai', /bukan puskesmas/],
  ['server', /bermasalah/],
])('says %s in plain words and keeps the code', async (code, words) => {
  renderScreen(<EnrolScreen />, { store: fresh(), enrol: refusing(code) })
  await userEvent.type(await screen.findByLabelText('Kode pendaftaran'), '7K3MQ2XA')
  await userEvent.click(screen.getByRole('button', { name: 'Daftarkan HP ini' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(words)
  expect(screen.getByLabelText<HTMLInputElement>('Kode pendaftaran').value).toBe('7K3MQ2XA')
})

it('lets the kader begin with the first people, before everything has come (lessons 33, 41)', async () => {
  const loading = {
    ...fakeStore(),
    directory: async () => [{ id: 'p', name: 'Melati', posyanduId: 'b' }],
    contact: async () => ({ firstLoadDone: false }),
  }
  renderScreen(<EnrolScreen />, { store: loading })
  const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Mulai' })
  await waitFor(() => expect(start.disabled).toBe(false))
  expect(screen.queryByText(/Semua data sudah dimuat/)).toBeNull()
  expect(screen.getByText(/Daftar warga datang lebih dulu/)).toBeTruthy()
})

import type { DeskClient } from './desk-client.ts'
import type { NewPerson } from './kader.ts'

/** Has the puskesmas take in a register with these people, as its admin does. */
export async function importPeople(
  admin: DeskClient,
  posyanduId: string,
  people: readonly NewPerson[],
): Promise<void> {
  const lines = people.map(({ name, sex, birthDate, motherName }) =>
    [name, sex === 'Perempuan' ? 'P' : 'L', birthDate, motherName ?? ''].join(';'),
  )
  const file = new TextEncoder().encode(['Nama;JK;Tanggal lahir;Nama ibu', ...lines].join('\n'))
  const plan = await admin.send<{ id: string }>(
    `/api/v1/imports?posyanduId=${posyanduId}&fileName=register.csv`,
    file,
    'application/octet-stream',
  )
  const done = await admin.post<{ written: { persons: number } }>(`/api/v1/imports/${plan.id}/apply`, {})
  if (done.written.persons !== people.length) {
    throw new Error(`${done.written.persons} of ${people.length} people were taken in`)
  }
}

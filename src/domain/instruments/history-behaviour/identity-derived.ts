import type { Derived } from '#domain/instruments/instrument.ts'

const from = (record: string, cardIds: readonly string[]): readonly Derived[] =>
  cardIds.map((cardId) => ({ cardId, from: record }))

/** Rows of the identity block that the records of person, household and visit hold, on the cards of adults. */
export const adultIdentityDerived: readonly Derived[] = [
  ...from('person', ['nik', 'nik_status', 'nama', 'tanggal_lahir', 'jenis_kelamin', 'no_hp']),
  ...from('household', ['alamat', 'dusun_rt_rw', 'desa_kelurahan', 'kecamatan']),
  ...from('age', ['umur_tahun', 'umur_bulan']),
  ...from('visit', ['tanggal_kunjungan', 'tempat_layanan']),
]

/** The same on the card from 6 years, which names the parent too. */
export const identityDerived: readonly Derived[] = [
  ...adultIdentityDerived,
  ...from('person', ['nama_ortu_wali', 'nik_ortu_wali']),
]

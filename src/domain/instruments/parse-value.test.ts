import { describe, expect, it } from 'vitest'
import { parseAnswers } from '#domain/instruments/index.ts'
import { fieldContextOf } from './shown-fields.ts'
import { contextOf, instrumentOf } from '#tests/builders/rule-case.ts'

/** What one answer, given under the card's id, is read as; the problem's code where it is not read. */
function readAs(instrument: string, name: string, raw: unknown) {
  const card = instrumentOf(instrument)
  const context = fieldContextOf(card, {}, contextOf({ instrument, answers: {} }))
  const { answers, problems, unknown } = parseAnswers(card, { [name]: raw }, context)
  return unknown.length > 0 ? 'unknown' : (problems[0]?.code ?? Object.values(answers)[0])
}

describe('answers as people print them', () => {
  it.each([
    ['ya', true],
    ['Tidak', false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
    [2, 'notAChoice'],
    ['10', 'notAChoice'],
    ['', undefined],
  ])('yes and no: %s', (raw, read) => expect(readAs('srq-20', 'srq01', raw)).toBe(read))

  it.each([
    ['<2 minggu', 'under2Weeks'],
    ['<2 mgg', 'under2Weeks'],
    ['≥2 mgg', 'from2Weeks'],
    ['tidak', 'none'],
    ['2 minggu', 'notAChoice'],
  ])('a cough of %s', (raw, read) => expect(readAs('dewasa', 'tbc_batuk', raw)).toBe(read))

  it.each([
    ['tidak pernah', 'never'],
    [0, 'never'],
    ['<20 py', 'under20'],
    ['20\u201330 py', 'from20To30'],
    [1, 'from20To30'],
    ['>30 py', 'over30'],
    [2, 'over30'],
    [3, 'notAChoice'],
  ])('smoking for PUMA: %s', (raw, read) => expect(readAs('puma', 'puma_rokok', raw)).toBe(read))

  it.each([
    ['lengkap', 'complete'],
    ['tidak lengkap (kuning)', 'incomplete'],
    ['lengkap (hijau)', 'complete'],
    ['hijau (lengkap)', 'notAChoice'],
    ['belum ditanya', undefined],
  ])('a choice with its colour behind it: %s', (raw, read) =>
    expect(readAs('perkembangan', 'checklist_perkembangan', raw)).toBe(read),
  )

  it.each([
    ['tidak_diukur', { state: 'notMeasured' }],
    [
      { state: 'tidak_diukur', reason: 'menolak' },
      { state: 'notMeasured', reason: 'refused' },
    ],
    [
      { state: 'tidak_diukur', alasan: 'alat tidak ada' },
      { state: 'notMeasured', reason: 'noDevice' },
    ],
    [
      { state: 'tidak dapat dilakukan', reason: 'tidak bisa berdiri' },
      { state: 'cannotBeDone', reason: 'cannotStand' },
    ],
    [
      { state: 'notMeasured', reason: 'notYetDue' },
      { state: 'notMeasured', reason: 'notYetDue' },
    ],
    [{ state: 'tidak_tahu', reason: 'entah' }, { state: 'unknown' }],
    [{ state: 'lupa' }, 'notANumber'],
  ])('no value: %j', (raw, read) => expect(readAs('dewasa', 'berat_badan', raw)).toEqual(read))

  it.each([
    [{ sering_haus: 'ya', sering_lapar: 'tidak' }, ['polydipsia']],
    [{ sering_haus: 0 }, []],
    [{ sering_haus: 'mungkin' }, 'notAChoice'],
    [{ haus: 'ya' }, 'notAChoice'],
  ])('a list of ticks kept one by one: %j', (raw, read) =>
    expect(readAs('remaja', 'gd_gejala', raw)).toEqual(read),
  )

  it('takes every kind of hyphen', () => {
    for (const hyphen of ['-', '\u2010', '\u2011', '\u2013', '_'])
      expect(readAs('remaja', 'imunisasi_sekolah', [`HPV${hyphen}1`]), hyphen).toEqual(['hpv1'])
    expect(readAs('remaja', 'imunisasi_sekolah', ['HPV3'])).toBe('notAChoice')
  })

  it('takes a month where a month is enough, as its first day, and nowhere else', () => {
    expect(readAs('dewasa', 'ht_tgl_diagnosis', '2020-05')).toBe('2020-05-01')
    expect(readAs('dewasa', 'ht_tgl_diagnosis', '2020-05-17')).toBe('2020-05-17')
    expect(readAs('dewasa', 'ht_tgl_diagnosis', '2020-13')).toBe('notADate')
    expect(readAs('dewasa', 'kontrol_terakhir', '2020-05')).toBe('notADate')
    expect(readAs('kr-lansia', 'kl_ht_tgl_diagnosis', '2020-05')).toBe('2020-05-01')
  })

  it('takes a row of ticks as a yes to each and a no to the others', () => {
    const read = (raw: unknown) => {
      const card = instrumentOf('remaja')
      const context = fieldContextOf(card, {}, contextOf({ instrument: 'remaja', answers: {} }))
      const { answers, problems } = parseAnswers(card, { 'kebugaran_kelayakan[]': raw }, context)
      return problems[0] ?? answers
    }
    const none = {
      fitnessBoneJoint: false,
      fitnessHeart: false,
      fitnessAsthma: false,
      fitnessFainted: false,
    }
    expect(read([])).toEqual(none)
    expect(read('tidak ada')).toEqual(none)
    expect(read(['tulang/sendi', 'pingsan'])).toEqual({
      ...none,
      fitnessBoneJoint: true,
      fitnessFainted: true,
    })
    expect(read('asma; jantung')).toEqual({ ...none, fitnessAsthma: true, fitnessHeart: true })
    expect(read(['tulang', 'sendi'])).toEqual({ ...none, fitnessBoneJoint: true })
    expect(read(['asma', 'gigi'])).toEqual({ code: 'notAChoice', field: 'kebugaran_kelayakan' })
    // Kept one by one, what is not named has no answer.
    expect(read({ asma: 'ya', jantung: 'tidak' })).toEqual({ fitnessAsthma: true, fitnessHeart: false })
    expect(read({ asma: 'ya', gigi: 'tidak' })).toEqual({ code: 'notAChoice', field: 'kebugaran_kelayakan' })
    expect(read('')).toEqual({})
  })

  it('takes a word with a remark behind it, but none that the remark takes back', () => {
    expect(readAs('ibu-hamil', 'bahaya_hamil', ['kejang (kemarin)'])).toEqual(['convulsion'])
    for (const said of ['kejang (tidak)', 'kejang (tidak ada)', 'kejang (belum)', 'kejang (bukan)'])
      expect(readAs('ibu-hamil', 'bahaya_hamil', [said]), said).toBe('notAChoice')
  })

  it('takes a list that says that there is none', () => {
    for (const none of [['tidak ada'], ['tidak'], 'tidak ada', []])
      expect(readAs('ibu-hamil', 'bahaya_hamil', none), String(none)).toEqual([])
    expect(readAs('ibu-hamil', 'bahaya_hamil', ['bh_kejang', 'tidak ada'])).toBe('notAChoice')
    expect(readAs('remaja', 'telinga_luar', 'tidak ada')).toEqual([])
  })

  it.each([
    ['ada', true],
    ['sudah', true],
    ['belum', false],
    ['belum pernah', false],
    ['tidak ada', false],
    ['kadang', 'notAChoice'],
  ])('yes and no as it fits the question: %s', (raw, read) =>
    expect(readAs('kr-ibu-hamil', 'ttd_ada', raw)).toBe(read),
  )

  it('takes the time of day with a full stop, and a day where it says yes', () => {
    expect(readAs('nifas', 'jam_bersalin', '08.30')).toBe('08:30')
    expect(readAs('nifas', 'jam_bersalin', '08:30')).toBe('08:30')
    expect(readAs('kr-ibu-hamil', 'kelas_ibu', '2026-05-01')).toBe(true)
    expect(readAs('kr-nifas', 'skrining_jiwa', '2026-05-01')).toBe(true)
  })

  it('takes years and months as people say them', () => {
    for (const said of ['3 tahun 2 bulan', '3 th 2 bln', '3thn 2bl', '3/2'])
      expect(readAs('ibu-hamil', 'jarak_kehamilan', said), said).toEqual({ years: 3, months: 2 })
    expect(readAs('ibu-hamil', 'jarak_kehamilan', '3 tahun lebih')).toBe('notANumber')
  })

  it('takes the class with the word before it, and part of what an ear shows', () => {
    expect(readAs('remaja', 'sekolah_kelas', 'kls 7')).toBe('7')
    expect(readAs('remaja', 'sekolah_kelas', 12)).toBe('12')
    expect(readAs('remaja', 'sekolah_kelas', '13')).toBe('notAChoice')
    expect(readAs('remaja', 'telinga_luar', ['infeksi'])).toEqual(['infection'])
  })
})

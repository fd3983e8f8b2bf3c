/** What a column of a register can hold. The rest of a file's columns is kept as it stands. */
export type Column =
  | 'rowNumber'
  | 'nik'
  | 'name'
  | 'birthDate'
  | 'sex'
  | 'familyCardNumber'
  | 'headName'
  | 'birthOrder'
  | 'gestationAtBirthWeeks'
  | 'birthWeightKg'
  | 'birthLengthCm'
  | 'birthHeadCircumferenceCm'
  | 'parentName'
  | 'parentNik'
  | 'motherName'
  | 'motherNik'
  | 'phone'
  | 'address'
  | 'posyandu'
  | 'rt'
  | 'rw'
  | 'rtRw'
  | 'deleted'
  | 'movedOut'
  | 'measuredOn'

/**
 * Headings by column, already folded (`foldHeading`): the e-PPGBM identity import, measurement import, older
 * single file and export, the 27-column line list of the weighing form, and the ways registers vary them.
 * Where several stand in one file, the earlier in the list is taken.
 */
const headingsOf: Readonly<Record<Column, readonly string[]>> = {
  rowNumber: ['no', 'nomor', 'nourut', 'nomorurut'],
  nik: [
    'nik',
    'nonik',
    'nomornik',
    'nikanak',
    'nikbalita',
    'nikbayi',
    'nikpasien',
    'nikibuhamil',
    'nikbumil',
    'nikktp',
    'noktp',
    'ktp',
    'nomorktp',
    'nomorindukkependudukan',
    'nikktpkk',
  ],
  name: [
    'nama',
    'namaanak',
    'namalengkap',
    'namalengkapanak',
    'namabalita',
    'namabayi',
    'namabayibalita',
    'namaanakbalita',
    'namapasien',
    'namasasaran',
    'namapenduduk',
    'namapeserta',
    'namawarga',
    'namalansia',
    'namaremaja',
    'namasiswa',
    'namaibuhamil',
    'namabumil',
    'namadewasa',
  ],
  birthDate: [
    'tgllahir',
    'tanggallahir',
    'tgllhr',
    'tgllahiranak',
    'tanggallahiranak',
    'tgllahirbalita',
    'tgllahirddmmyyyy',
    'tanggallahirddmmyyyy',
    'tgllahirhhbbtttt',
    'tanggallahirhhbbtttt',
    'lahirtgl',
    'tanggalkelahiran',
    'tglkelahiran',
    'birthdate',
    'dob',
    'ttl',
    'tempattanggallahir',
    'tempattgllahir',
    'tmptgllahir',
  ],
  sex: [
    'jeniskelamin',
    'jk',
    'lp',
    'sex',
    'kelamin',
    'jenkel',
    'jeniskelaminlp',
    'jklp',
    'gender',
    'kelaminlp',
    'lakilakiperempuan',
  ],
  familyCardNumber: [
    'nomorkk',
    'nokk',
    'kk',
    'nomorkartukeluarga',
    'nokartukeluarga',
    'nkk',
    'kartukeluarga',
  ],
  headName: ['namakk', 'namakepalakeluarga', 'kepalakeluarga', 'kepalakk'],
  birthOrder: ['anakke', 'anakkeberapa', 'urutananak', 'kelahiranke'],
  gestationAtBirthWeeks: [
    'usiahamil',
    'usiakehamilan',
    'usiahamilminggu',
    'usiahamilmgg',
    'usiakehamilansaatlahir',
    'umurkehamilansaatlahir',
    'usiahamilsaatlahir',
    'uklahir',
  ],
  birthWeightKg: [
    'beratlahir',
    'bblahir',
    'bbl',
    'beratbadanlahir',
    'beratlahirkg',
    'bblahirkg',
    'beratlahirgram',
    'bblahirgram',
    'bblgram',
    'bblkg',
    'bblgr',
    'bblahirgr',
    'bbsaatlahir',
    'beratbadanlahirkg',
    'beratbadanlahirgram',
  ],
  birthLengthCm: [
    'panjanglahir',
    'pblahir',
    'tblahir',
    'pbl',
    'tinggilahir',
    'panjangbadanlahir',
    'panjanglahircm',
    'pblahircm',
    'tblahircm',
    'pblcm',
    'tinggibadanlahir',
    'panjangbadanlahircm',
  ],
  birthHeadCircumferenceCm: [
    'lingkarkepalalahir',
    'lklahir',
    'lkl',
    'lingkarkepalalahircm',
    'lklahircm',
    'lingkarkepalasaatlahir',
  ],
  parentName: [
    'namaortu',
    'namaorangtua',
    'namaorangtuawali',
    'ortu',
    'orangtua',
    'namawali',
    'namaayahibu',
    'namaibuayah',
    'namaortuwali',
  ],
  parentNik: ['nikortu', 'nikorangtua', 'nikwali'],
  motherName: ['namaibu', 'namaibukandung', 'ibu', 'ibukandung', 'namaibubalita'],
  motherNik: ['nikibu', 'nikibukandung'],
  phone: [
    'hportu',
    'hp',
    'nohp',
    'nomorhp',
    'notelp',
    'notelepon',
    'nomortelepon',
    'notelphp',
    'telepon',
    'telp',
    'nohportu',
    'nowa',
    'nomorwa',
    'whatsapp',
    'nowhatsapp',
    'nohpwa',
    'kontak',
  ],
  address: [
    'alamat',
    'alamatlengkap',
    'alamatrumah',
    'alamatdomisili',
    'alamattinggal',
    'alamattempattinggal',
    'domisili',
    'alamatktp',
  ],
  posyandu: ['namaposyandu', 'posyandu', 'posy', 'nmposyandu'],
  rt: ['rt', 'nort'],
  rw: ['rw', 'norw'],
  rtRw: ['rtrw', 'alamatrtrw'],
  deleted: ['hapus', 'dihapus'],
  movedOut: ['pindah', 'pindahkeluar', 'statuspindah'],
  measuredOn: [
    'tanggalukur',
    'tglukur',
    'tanggalpengukuran',
    'tglpengukuran',
    'tanggaltimbang',
    'tgltimbang',
    'tanggalpenimbangan',
    'tglpenimbangan',
    'tanggalpemeriksaan',
    'tglpemeriksaan',
  ],
}

const columnByHeading = new Map<string, { column: Column; rank: number }>(
  Object.entries(headingsOf).flatMap(([column, headings]) =>
    headings.map((heading, rank) => [heading, { column: column as Column, rank }] as const),
  ),
)

/** A heading without case, accents, spaces and punctuation: `Tgl. Lahir ` and `tgl_lahir` are the same. */
export function foldHeading(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** The column that a heading names, and how near it stands to the usual word (0 is nearest). */
export function columnOf(heading: string): { column: Column; rank: number } | undefined {
  return columnByHeading.get(foldHeading(heading))
}

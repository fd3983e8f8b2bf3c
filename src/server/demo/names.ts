/** Invented people: common given names, put together by chance. */
type Names = readonly [string, ...string[]]
const list = (first: string, rest: string): Names => [first, ...rest.split(' ')]

export const femaleNames = list(
  'Siti',
  'Aminah Dewi Rina Nur Fitri Yuliana Kartika Maya Indah Ratna Wulan Halimah Sari Melati Lestari Rahma Nadia Putri ' +
    'Hasnah Marlina Yanti Salsabila Aisyah Khadijah Anjani Intan Mutiara Rosita Herlina',
)
export const maleNames = list(
  'Budi',
  'Ahmad Rizki Agus Hendra Joko Andi Fajar Dimas Yusuf Rahmat Bayu Arif Slamet Imam Surya Galih Ilham Hasan Wahyu ' +
    'Rudi Taufik Bagus Eko Ridwan Farhan Syahrul Gilang Anwar Darma',
)
export const secondNames = list(
  'Rahmawati',
  'Santoso Hidayat Lestari Saputra Wijaya Maulana Permata Utami Pratama Kurniawan Handayani Setiawan Anggraini ' +
    'Nugroho Ramadhan Puspita Firmansyah Safitri Gunawan Hartati Susanto Wulandari Hakim Mahendra Oktaviani Suryani Basri',
)

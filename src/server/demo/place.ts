/** The invented puskesmas of the demo. */
export const puskesmasName = 'Puskesmas Rapak Mahang'

/** Whose page names the topic: pregnancy, nifas and breastfeeding, children below six, or the years from six on. */
export type TopicPage = 'pregnancy' | 'postpartum' | 'child' | 'life'

export type TopicDefinition = {
  readonly topic: string
  /** The id on the page: `bh_gizi`, `EDU-HT`. */
  readonly cardId: string
  readonly alsoCardIds?: readonly string[]
  readonly pages: readonly TopicPage[]
}

/**
 * Every topic of counselling (langkah 5), in the order of the pages (Buku KIA 2023; KMK HK.01.07/MENKES/2015/2023;
 * KMK HK.01.07/MENKES/33/2025). What is said of each stands in the words.
 */
export const topicDefinitions = [
  { topic: 'pregnancyFood', cardId: 'bh_gizi', pages: ['pregnancy'] },
  { topic: 'pregnancyThin', cardId: 'bh_kek', pages: ['pregnancy'] },
  { topic: 'pregnancyWeightHigh', cardId: 'bh_bb_lebih', pages: ['pregnancy'] },
  { topic: 'pregnancyTablets', cardId: 'bh_ttd', pages: ['pregnancy'] },
  { topic: 'pregnancyPressure', cardId: 'bh_td', pages: ['pregnancy'] },
  { topic: 'pregnancyClass', cardId: 'bh_kelas', pages: ['pregnancy'] },
  { topic: 'birthPlan', cardId: 'bh_p4k', pages: ['pregnancy'] },
  { topic: 'fetalMovement', cardId: 'bh_gerak_janin', pages: ['pregnancy'] },
  { topic: 'pregnancyRisks', cardId: 'bh_4t', pages: ['pregnancy'] },
  {
    topic: 'tbc',
    cardId: 'tbc',
    alsoCardIds: ['EDU-TBC'],
    pages: ['pregnancy', 'postpartum', 'child', 'life'],
  },
  { topic: 'pregnancyDangerSigns', cardId: 'bh_bahaya', pages: ['pregnancy'] },
  { topic: 'antenatalVisits', cardId: 'bh_anc', pages: ['pregnancy'] },
  { topic: 'familyPlanningAfterBirth', cardId: 'bh_kb', pages: ['pregnancy'] },
  { topic: 'earlyBreastfeeding', cardId: 'bh_imd_asi', pages: ['pregnancy'] },
  {
    topic: 'smoking',
    cardId: 'rokok',
    alsoCardIds: ['EDU-ROKOK'],
    pages: ['pregnancy', 'postpartum', 'child', 'life'],
  },
  { topic: 'handWashing', cardId: 'cuci_tangan', pages: ['pregnancy'] },

  { topic: 'postpartumVitaminA', cardId: 'nf_vita', pages: ['postpartum'] },
  { topic: 'breastfeeding', cardId: 'nf_asi', pages: ['postpartum'] },
  { topic: 'breastfeedingFood', cardId: 'nf_gizi', pages: ['postpartum'] },
  { topic: 'postpartumFamilyPlanning', cardId: 'nf_kb', pages: ['postpartum'] },
  { topic: 'postpartumDangerSigns', cardId: 'nf_bahaya', pages: ['postpartum'] },
  { topic: 'postpartumHygiene', cardId: 'nf_higiene', pages: ['postpartum'] },
  { topic: 'postpartumMood', cardId: 'nf_jiwa', pages: ['postpartum'] },
  { topic: 'newbornCare', cardId: 'nf_bayi', pages: ['postpartum'] },
  { topic: 'postpartumTablets', cardId: 'nf_ttd', pages: ['postpartum'] },
  { topic: 'postpartumRest', cardId: 'nf_istirahat', pages: ['postpartum'] },

  { topic: 'exclusiveBreastfeeding', cardId: 'asi_eksklusif', pages: ['child'] },
  { topic: 'infantCare', cardId: 'perawatan_bayi', pages: ['child'] },
  { topic: 'immunisation', cardId: 'imunisasi', pages: ['child'] },
  { topic: 'complementaryFood', cardId: 'mpasi_umur', pages: ['child'] },
  { topic: 'animalProtein', cardId: 'protein_hewani', pages: ['child'] },
  { topic: 'responsiveFeeding', cardId: 'responsive_feeding', pages: ['child'] },
  { topic: 'saltSugarOil', cardId: 'garam_gula_minyak_secukupnya', pages: ['child'] },
  { topic: 'weightNotGained', cardId: 'bb_tidak_naik', pages: ['child'] },
  { topic: 'referAtOnce', cardId: 'rujuk_segera', pages: ['child'] },
  { topic: 'lessSugar', cardId: 'kurangi_gula', pages: ['child'] },
  { topic: 'shortStature', cardId: 'pendek_rujuk', pages: ['child'] },
  { topic: 'stimulation', cardId: 'stimulasi_umur', pages: ['child'] },
  { topic: 'vitaminA', cardId: 'vit_a', pages: ['child'] },
  { topic: 'deworming', cardId: 'cacing', pages: ['child'] },
  { topic: 'immunisationCatchUp', cardId: 'imunisasi_kejar', pages: ['child'] },
  { topic: 'diarrhoea', cardId: 'diare_oralit_zinc', pages: ['child'] },
  { topic: 'fever', cardId: 'demam', pages: ['child'] },
  { topic: 'cough', cardId: 'batuk', pages: ['child'] },
  { topic: 'teeth', cardId: 'gigi', pages: ['child'] },
  { topic: 'cleanLiving', cardId: 'phbs', pages: ['child'] },
  { topic: 'earlyEducation', cardId: 'paud', pages: ['child'] },
  { topic: 'accidents', cardId: 'pencegahan_kecelakaan', pages: ['child'] },
  { topic: 'mothersClass', cardId: 'kelas_ibu_balita', pages: ['child'] },
  { topic: 'childDangerSigns', cardId: 'bahaya_anak', pages: ['child'] },

  { topic: 'germas', cardId: 'EDU-GERMAS', pages: ['life'] },
  { topic: 'isiPiringku', cardId: 'EDU-PIRINGKU', pages: ['life'] },
  { topic: 'weightLoss', cardId: 'EDU-BB', pages: ['life'] },
  { topic: 'thin', cardId: 'EDU-KURUS', pages: ['life'] },
  { topic: 'hypertension', cardId: 'EDU-HT', pages: ['life'] },
  { topic: 'diabetes', cardId: 'EDU-DM', pages: ['life'] },
  { topic: 'girlsTablets', cardId: 'EDU-TTD', pages: ['life'] },
  { topic: 'growingUp', cardId: 'EDU-REMAJA', pages: ['life'] },
  { topic: 'mentalHealth', cardId: 'EDU-JIWA', pages: ['life', 'pregnancy', 'postpartum'] },
  { topic: 'lungs', cardId: 'EDU-PARU', pages: ['life'] },
  { topic: 'senses', cardId: 'EDU-INDRA', pages: ['life'] },
  { topic: 'cancer', cardId: 'EDU-KANKER', pages: ['life'] },
  { topic: 'familyPlanning', cardId: 'EDU-KB', pages: ['life'] },
  { topic: 'ageing', cardId: 'EDU-LANSIA', pages: ['life'] },
  { topic: 'schoolChild', cardId: 'EDU-ANAK', pages: ['life'] },
] as const satisfies readonly TopicDefinition[]

export type Topic = (typeof topicDefinitions)[number]['topic']

type PageTopic = Pick<TopicDefinition, 'cardId' | 'alsoCardIds' | 'pages'> & { readonly topic: Topic }
const all: readonly PageTopic[] = topicDefinitions

/** The topics of a page, in its order. */
export const topicsOf = (page: TopicPage): readonly PageTopic[] =>
  all.filter(({ pages }) => pages.includes(page))

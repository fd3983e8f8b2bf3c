import { type Block, inSection } from '#domain/instruments/block.ts'
import { fromYears, isDueAgain } from '#domain/instruments/due-again.ts'
import type { Condition } from '#domain/instruments/instrument.ts'
import { ckgSchoolMoodBlock } from '#domain/instruments/jiwa-lanjutan/ckg-school-mood-block.ts'
import { joinBlocks } from '#domain/instruments/join-blocks.ts'
import { phqBlock } from '#domain/instruments/phq-4/phq-block.ts'
import { textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { srqBlock } from '#domain/instruments/srq-20/srq-block.ts'
import { sdqTotalsBlock } from '#domain/instruments/sdq/sdq-block.ts'
import {
  mentalScreening,
  mentalScreeningResult,
  mtpkr,
  mtpkrReasons,
} from '#domain/rules/school-mental-health.ts'
import { wordSetting } from '#domain/settings.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023'

/** Until it was done, and again a year after. */
const isAsked: Condition = (context) =>
  isDueAgain(context, 'mentalScreeningStatus', 12, (value) => value === 'done')

const wasDone: Condition = ({ answers }) => textIn(answers, 'mentalScreeningStatus') === 'done'

/** The questions of one instrument: where nakes named it, or the puskesmas uses it and a year is over. */
const questionsOf =
  (block: Block, instruments: readonly string[], first: string): Condition =>
  (context) =>
    instruments.includes(textIn(context.answers, 'mentalInstrument') ?? '') ||
    (instruments.includes(wordSetting(context.settings, 'youthMentalScreening')) &&
      isDueAgain(context, first, 12)) ||
    block.fields.some(({ id }) => context.answers[id] !== undefined)

const asked = (block: Block, instruments: readonly string[], first: string): Block => ({
  ...block,
  fields: block.fields.map((field) => ({
    ...field,
    required: false,
    shownWhen: questionsOf(block, instruments, first),
  })),
})

/** What was asked with: the sums of SDQ, PHQ-4, and the six questions of the check at school. */
const questionnaires = [
  asked(sdqTotalsBlock, ['sdqParent', 'sdqSelf'], 'sdqTotal'),
  asked(phqBlock('R-10'), ['phq4'], 'phq4_1'),
  asked(ckgSchoolMoodBlock, ['anxietyDepression'], 'ckgAnxiety1'),
]

const ownBlock: Block = {
  fields: inSection('mentalHealth', [
    {
      id: 'mentalScreeningStatus',
      cardId: 'jiwa_skrining_status',
      type: 'choice',
      choices: ['done', 'notYet', 'needed'],
      printed: { done: 'sudah', notYet: 'belum', needed: 'perlu' },
      step: 4,
      required: isAsked,
      shownWhen: isAsked,
      source: 'Kartu Bantu Pemeriksaan Usia Sekolah dan Remaja',
    },
    {
      id: 'mentalInstrument',
      cardId: 'jiwa_instrumen',
      type: 'choice',
      choices: ['sdqParent', 'sdqSelf', 'phq4', 'anxietyDepression', 'srq20'],
      printed: {
        sdqParent: 'SDQ_ortu',
        sdqSelf: 'SDQ_diri',
        phq4: 'PHQ4',
        anxietyDepression: 'GEJALA_CEMAS_DEPRESI',
        srq20: 'SRQ20',
      },
      step: 4,
      required: false,
      nakesOnly: true,
      shownWhen: wasDone,
      source,
    },
    {
      id: 'mentalResult',
      cardId: 'jiwa_hasil',
      confidential: true,
      type: 'choice',
      choices: ['normal', 'borderline', 'abnormal'],
      step: 4,
      required: false,
      nakesOnly: true,
      shownWhen: wasDone,
      source,
    },
    {
      id: 'mtpkrNeeded',
      cardId: 'perlu_mtpkr',
      confidential: true,
      type: 'yesNo',
      step: 4,
      required: false,
      source,
    },
    {
      id: 'mtpkrReasons',
      cardId: 'alasan_mtpkr',
      confidential: true,
      alsoCardIds: ['perlu_mtpkr_alasan'],
      type: 'multi',
      choices: mtpkrReasons,
      printed: {
        selfHarm: 'melukai diri',
        violence: 'kekerasan',
        pregnancy: 'kehamilan',
        substances: 'NAPZA',
        psychosocial: 'keluhan psikososial',
      },
      step: 4,
      required: ({ answers }) => yesNoIn(answers, 'mtpkrNeeded') === true,
      shownWhen: ({ answers }) => yesNoIn(answers, 'mtpkrNeeded') === true,
      source: `${source}, MTPKR`,
    },
  ]),
  rules: [mentalScreening, mentalScreeningResult, mtpkr],
}

const isEighteen = fromYears(18)
const srq = srqBlock('R-10')

/** Of those whom a puskesmas keeps on this card at 18 years. */
const srqOfAge: Block = {
  ...srq,
  fields: srq.fields.map((field) => ({
    ...field,
    required: (context) =>
      isEighteen(context) && (typeof field.required === 'boolean' ? field.required : field.required(context)),
    shownWhen: (context) => isEighteen(context) && (field.shownWhen?.(context) ?? true),
  })),
}

/** Whether mental health was screened in the last year, with what and how it came out; and whether MTPKR is needed. */
export const schoolMentalHealthBlock: Block = joinBlocks(ownBlock, ...questionnaires, srqOfAge)

import type { ReactNode } from 'react'
import type { Topic } from '#domain/counselling/topics.ts'
import css from './counselling.module.css'

/** Pictures on a 48×48 field: soft grounds filled, outlines drawn, so that they read in the sun and without colour. */
const pictures = {
  plate: (
    <>
      <circle cx="24" cy="25" r="14" className={css.soft} />
      <path d="M24 11v28M24 25h14" />
      <path d="M5 12v9c0 2 3 2 3 0v-9M6.5 21v17M42 12c-2 3-2.5 8 0 12v14" />
      <circle cx="17" cy="21" r="2" className={css.full} />
      <circle cx="18" cy="29" r="2" className={css.full} />
    </>
  ),
  pill: (
    <>
      <rect x="6" y="17" width="36" height="15" rx="7.5" className={css.soft} transform="rotate(-30 24 24)" />
      <path d="M19.8 17.2l7.5 13" />
      <path d="M10 8v6M7 11h6M38 36v6M35 39h6" />
    </>
  ),
  breast: (
    <>
      <circle cx="17" cy="11" r="6" />
      <path d="M7 42V29c0-6 4-10 10-10 5 0 8 3 9.5 7" />
      <circle cx="31" cy="27" r="6.5" className={css.soft} />
      <path d="M41 41c0-6-4-8-9-8H19c-4 0-6 2-6 5s2 4 5 4h22" className={css.soft} />
    </>
  ),
  heart: (
    <>
      <path d="M24 41C8 30 5 22 8 15c3-7 12-7 16 1 4-8 13-8 16-1 3 7 0 15-16 26z" className={css.soft} />
      <path d="M8 25h9l3-6 5 11 3-5h11" />
    </>
  ),
  lungs: (
    <>
      <path
        d="M21 22c0-6-3-8-6-6-6 4-9 14-8 21 1 4 14 3 14-3zM27 22c0-6 3-8 6-6 6 4 9 14 8 21-1 4-14 3-14-3z"
        className={css.soft}
      />
      <path d="M24 6v14M24 20l-3 3M24 20l3 3" />
    </>
  ),
  tooth: (
    <>
      <path
        d="M15 8c4-1 6 1 9 1s5-2 9-1c7 2 8 11 4 18-2 4-1 14-5 14-3 0-3-11-8-11s-5 11-8 11c-4 0-3-10-5-14-4-7-3-16 4-18z"
        className={css.soft}
      />
      <path d="M16 16c1-2 3-3 5-2" />
    </>
  ),
  house: (
    <>
      <path d="M6 23L24 8l18 15" />
      <path d="M11 20v21h26V20" className={css.soft} />
      <path d="M20 41V29h8v12" />
    </>
  ),
  play: (
    <>
      <circle cx="18" cy="10" r="5" className={css.soft} />
      <path d="M18 15v12M18 19l-9 4M18 19l10-3M18 27l-7 12M18 27l8 5v8" />
      <circle cx="37" cy="33" r="6" className={css.soft} />
      <path d="M31.5 31c4 1 8 0 10-3" />
    </>
  ),
  alarm: (
    <>
      <path d="M24 6l20 35H4z" className={css.soft} />
      <path d="M24 19v11M24 35v.5" />
    </>
  ),
  people: (
    <>
      <circle cx="16" cy="14" r="6" className={css.soft} />
      <circle cx="33" cy="16" r="5" className={css.soft} />
      <path d="M5 40c0-10 4-16 11-16s11 6 11 16M28 27c8-2 14 3 15 13" />
    </>
  ),
  book: (
    <>
      <path d="M24 13c-5-4-11-5-18-4v27c7-1 13 0 18 4 5-4 11-5 18-4V9c-7-1-13 0-18 4z" className={css.soft} />
      <path d="M24 13v27M11 17l7 2M11 24l7 2M37 17l-7 2M37 24l-7 2" />
    </>
  ),
  belly: (
    <>
      <circle cx="20" cy="9" r="5" />
      <path d="M17 16h6c1 4 12 6 12 14 0 6-5 8-10 8v5h-9V20z" className={css.soft} />
      <path d="M25 27c2-3 6 0 3 3l-3 3-3-3c-3-3 1-6 3-3z" />
    </>
  ),
  baby: (
    <>
      <circle cx="24" cy="17" r="10" className={css.soft} />
      <path d="M20 16v.5M28 16v.5M21 21c2 2 4 2 6 0M24 7c-2-4 4-4 3-1" />
      <path d="M11 43c0-9 5-14 13-14s13 5 13 14zM16 34l16 6" />
    </>
  ),
  syringe: (
    <>
      <path d="M13 28L28 13l7 7-15 15z" className={css.soft} />
      <path d="M31 9l8 8M35 13l5-5M13 28l7 7M15 33L6 42M20 21l4 4M25 16l4 4" />
    </>
  ),
  hands: (
    <>
      <path d="M7 33c6-7 12-9 17-5l8-6c4-2 7 2 4 5L25 39c-5 3-11 3-18 1z" className={css.soft} />
      <path d="M14 5c-3 5-4 7-4 9a4 4 0 0 0 8 0c0-2-1-4-4-9zM30 7c-2 3-3 5-3 6a3 3 0 0 0 6 0c0-1-1-3-3-6z" />
    </>
  ),
  drop: (
    <>
      <path d="M24 5C15 17 11 23 11 29a13 13 0 0 0 26 0c0-6-4-12-13-24z" className={css.soft} />
      <path d="M17 30a7 7 0 0 0 6 7" />
    </>
  ),
  scale: (
    <>
      <rect x="6" y="9" width="36" height="31" rx="6" className={css.soft} />
      <path d="M14 23a10.5 10.5 0 0 1 20 0zM24 23l4-6" />
    </>
  ),
  smoke: (
    <>
      <rect x="5" y="29" width="26" height="7" className={css.soft} />
      <path d="M24 29v7M36 29v7M41 29v7M35 23c0-4-5-4-5-8 0-3 2-4 2-7M41 23c0-5-4-5-4-9" />
      <path d="M6 6l36 36" />
    </>
  ),
  heat: (
    <>
      <path d="M20 27V10a5 5 0 0 1 10 0v17a9 9 0 1 1-10 0z" className={css.soft} />
      <path d="M25 15v20M36 12h5M36 19h5" />
    </>
  ),
  mind: (
    <>
      <path
        d="M24 6c10 0 16 6 16 14 0 7-5 9-5 14v8H19v-6h-6v-8l-4-2 5-9c0-6 4-11 10-11z"
        className={css.soft}
      />
      <path d="M25 24l-5-5c-3-4 3-7 5-3 2-4 8-1 5 3z" />
    </>
  ),
  walk: (
    <>
      <circle cx="26" cy="8" r="5" className={css.soft} />
      <path d="M25 15l-3 12 7 7 1 9M22 27l-3 9-7 6M25 16l-8 4-2 8M25 16l5 7 7 2" />
    </>
  ),
  rings: (
    <>
      <circle cx="18" cy="28" r="12" className={css.soft} />
      <circle cx="30" cy="28" r="12" />
      <path d="M20 8h8l-4 6z" />
    </>
  ),
  ribbon: (
    <path d="M10 40l14-22c5-9-1-13-4-12-5 1-5 7-1 13l13 21 6-4-12-18c3-5 4-9 2-11" className={css.soft} />
  ),
  eye: (
    <>
      <path d="M4 24c10-16 30-16 40 0-10 16-30 16-40 0z" className={css.soft} />
      <circle cx="24" cy="24" r="7" />
      <circle cx="24" cy="24" r="2" className={css.full} />
    </>
  ),
  rest: (
    <>
      <path d="M5 12v30M5 34h38v8M43 34v-4c0-4-3-6-7-6H19v10" className={css.soft} />
      <circle cx="12" cy="27" r="4" />
      <path d="M30 6h8l-8 9h8" />
    </>
  ),
} satisfies Record<string, ReactNode>

type Picture = keyof typeof pictures

/** The picture of each topic; related ones share it. */
export const topicPictures: Readonly<Record<Topic, Picture>> = {
  pregnancyFood: 'plate',
  pregnancyThin: 'plate',
  pregnancyWeightHigh: 'scale',
  pregnancyTablets: 'pill',
  pregnancyPressure: 'heart',
  pregnancyClass: 'people',
  birthPlan: 'house',
  fetalMovement: 'belly',
  pregnancyRisks: 'belly',
  tbc: 'lungs',
  pregnancyDangerSigns: 'alarm',
  antenatalVisits: 'book',
  familyPlanningAfterBirth: 'rings',
  earlyBreastfeeding: 'breast',
  smoking: 'smoke',
  handWashing: 'hands',
  postpartumVitaminA: 'pill',
  breastfeeding: 'breast',
  breastfeedingFood: 'plate',
  postpartumFamilyPlanning: 'rings',
  postpartumDangerSigns: 'alarm',
  postpartumHygiene: 'drop',
  postpartumMood: 'mind',
  newbornCare: 'baby',
  postpartumTablets: 'pill',
  postpartumRest: 'rest',
  exclusiveBreastfeeding: 'breast',
  infantCare: 'baby',
  immunisation: 'syringe',
  complementaryFood: 'plate',
  animalProtein: 'plate',
  responsiveFeeding: 'plate',
  saltSugarOil: 'plate',
  weightNotGained: 'scale',
  referAtOnce: 'alarm',
  lessSugar: 'scale',
  shortStature: 'house',
  stimulation: 'play',
  vitaminA: 'pill',
  deworming: 'pill',
  immunisationCatchUp: 'syringe',
  diarrhoea: 'drop',
  fever: 'heat',
  cough: 'lungs',
  teeth: 'tooth',
  cleanLiving: 'hands',
  earlyEducation: 'play',
  accidents: 'house',
  mothersClass: 'people',
  childDangerSigns: 'alarm',
  germas: 'heart',
  isiPiringku: 'plate',
  weightLoss: 'scale',
  thin: 'scale',
  hypertension: 'heart',
  diabetes: 'drop',
  girlsTablets: 'pill',
  growingUp: 'people',
  mentalHealth: 'mind',
  lungs: 'lungs',
  senses: 'eye',
  cancer: 'ribbon',
  familyPlanning: 'rings',
  ageing: 'walk',
  schoolChild: 'play',
}

/** The picture of a topic; the words beside it say the same. */
export function TopicSign({ topic }: { readonly topic: Topic }) {
  return (
    <svg aria-hidden="true" className={css.sign} viewBox="0 0 48 48">
      {pictures[topicPictures[topic]]}
    </svg>
  )
}

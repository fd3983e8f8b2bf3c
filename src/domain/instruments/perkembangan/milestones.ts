/**
 * The development checklist of Buku KIA (2023 edition): ten lists, each asked in its months of age and mastered by the
 * end of them. In two printings the lists of 9 and 12, and of 18 and 24 months are exchanged; the order here is that of
 * SDIDTK. Items by what the child does; their number is that of the list.
 */
const lists = {
  k03: {
    fromMonth: 1,
    masteredBy: 3,
    items: [
      'headUp45',
      'turnsHead',
      'looksAtFace',
      'babbles',
      'laughsAloud',
      'startlesAtSound',
      'smilesBack',
      'knowsMother',
    ],
  },
  k06: {
    fromMonth: 4,
    masteredBy: 6,
    items: [
      'rollsOver',
      'headUp90',
      'headSteady',
      'graspsToy',
      'reachesForThings',
      'looksAtHands',
      'looksFurther',
      'followsSmallThings',
      'squealsWithJoy',
      'smilesAtToys',
    ],
  },
  k09: {
    fromMonth: 7,
    masteredBy: 9,
    items: [
      'sitsAlone',
      'startsToStand',
      'crawls',
      'passesThings',
      'holdsTwoThings',
      'rakesUpPea',
      'saysMamaBaba',
      'looksForDropped',
      'clapsPeekaboo',
      'throwsThings',
      'eatsBiscuitAlone',
    ],
  },
  k12: {
    fromMonth: 10,
    masteredBy: 12,
    items: [
      'pullsToStand',
      'standsHolding30s',
      'walksHeld',
      'stretchesToReach',
      'graspsPencil',
      'mouthsThings',
      'imitatesSounds',
      'saysTwoSyllables',
      'explores',
      'respondsToWhisper',
      'enjoysPeekaboo',
      'knowsFamily',
    ],
  },
  k18: {
    fromMonth: 13,
    masteredBy: 18,
    items: [
      'standsAlone',
      'stoopsAndRises',
      'walksBackwards',
      'callsParents',
      'stacksTwoCubes',
      'putsCubeInBox',
      'pointsToWant',
      'showsJealousy',
    ],
  },
  k24: {
    fromMonth: 19,
    masteredBy: 24,
    items: [
      'standsAlone30s',
      'walksSteadily',
      'stacksFourCubes',
      'pincerGrasp',
      'rollsBall',
      'saysThreeToSixWords',
      'imitatesHousework',
      'holdsCupAlone',
    ],
  },
  k36: {
    fromMonth: 25,
    masteredBy: 36,
    items: [
      'climbsStairs',
      'kicksBall',
      'scribbles',
      'speaksTwoWords',
      'pointsToBodyParts',
      'namesTwoPictures',
      'helpsTidy',
      'eatsRiceAlone',
      'undresses',
    ],
  },
  k48: {
    fromMonth: 37,
    masteredBy: 48,
    items: [
      'standsOnOneLeg2s',
      'jumpsBothFeet',
      'pedalsTricycle',
      'drawsStraightLine',
      'stacksEightCubes',
      'knowsTwoToFourColours',
      'saysNameAgePlace',
      'knowsUpDownFront',
      'listensToStories',
      'washesHands',
      'playsByRules',
      'putsOnShoes',
      'putsOnClothes',
    ],
  },
  k60: {
    fromMonth: 49,
    masteredBy: 60,
    items: [
      'standsOnOneLeg6s',
      'hopsOnOneLeg',
      'dances',
      'drawsCross',
      'drawsCircle',
      'drawsPerson3Parts',
      'buttonsClothes',
      'saysFullName',
      'saysNewWords',
      'asksQuestions',
      'answersRightly',
      'speaksClearly',
      'comparesSizeShape',
      'saysNumbers',
      'namesDays',
      'dressesAlone',
      'brushesTeeth',
      'calmWithoutMother',
    ],
  },
  k72: {
    fromMonth: 61,
    masteredBy: 72,
    items: [
      'walksStraight',
      'standsOnOneLeg11s',
      'drawsPerson6Parts',
      'catchesSmallBall',
      'drawsSquare',
      'knowsOpposites',
      'knowsSevenWords',
      'knowsWhatThingsAreFor',
      'countsFiveToTen',
      'namesColours',
      'showsSympathy',
      'followsRules',
      'dressesFully',
    ],
  },
} as const

export type MilestoneBand = keyof typeof lists

export type Milestone = {
  /** Field id: `k03HeadUp45`. */
  readonly id: string
  /** As on the list: `k03_1`. */
  readonly cardId: string
  readonly band: MilestoneBand
  /** From 1, as the list counts. */
  readonly number: number
}

export type MilestoneList = {
  readonly band: MilestoneBand
  /** First and last completed month in which the list is asked; the last is also the age by which all is mastered. */
  readonly fromMonth: number
  readonly masteredBy: number
  readonly milestones: readonly Milestone[]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

// The keys of an object literal are exactly those of its type.
export const milestoneLists: readonly MilestoneList[] = (Object.keys(lists) as MilestoneBand[]).map(
  (band) => {
    const { fromMonth, masteredBy, items } = lists[band]
    const milestones = items.map((item, at) => ({
      id: `${band}${capital(item)}`,
      cardId: `${band}_${at + 1}`,
      band,
      number: at + 1,
    }))
    return { band, fromMonth, masteredBy, milestones }
  },
)

/** Ages at which the checklist is due, in completed months (Buku KIA 2023; 66 by the six-month step before it). */
const monitoringMonths = [3, 6, 9, 12, 15, 18, 21, 24, 30, 36, 42, 48, 54, 60, 66] as const

/** The latest age at which the checklist fell due. */
export const lastMonitoringMonth = (months: number): number | undefined =>
  [...monitoringMonths].reverse().find((one) => one <= months)

/** The list asked at an age; nothing before one month and after 72. */
export const listAskedAt = (months: number): MilestoneList | undefined =>
  milestoneLists.find(({ fromMonth, masteredBy }) => months >= fromMonth && months <= masteredBy)

/** The lists whose items a child of this age has all mastered, youngest first. */
export const listsMasteredBy = (months: number): readonly MilestoneList[] =>
  milestoneLists.filter(({ masteredBy }) => masteredBy <= months)

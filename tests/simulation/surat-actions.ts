import { Refusal } from '#server/errors.ts'
import type { Action } from './actions.ts'
import type { SimulatedPhone } from './phone.ts'
import { tamper } from './tamper.ts'
import type { World } from './world.ts'

/** A file on its way: to the puskesmas, or back to the phone for which it was written. */
export type Surat = {
  readonly kind: 'jalan' | 'balasan'
  readonly phone: SimulatedPhone
  readonly text: string
  /** Somebody damaged or forged it: it has to be refused. */
  readonly isSpoilt: boolean
}

/** Statements of a surat jalan, and write points of a surat balasan. */
const statementsOfSurat = 30
const pointsOfSurat = 20
/** Write points of writing a surat jalan. */
const pointsOfWriting = 4

export const suratActions: readonly Action[] = [
  {
    name: 'suratWritten',
    weight: 5,
    async happen(world, phone) {
      if (world.dice.percent(15)) phone.plan({ kind: 'dies', after: 1 + world.dice.below(pointsOfWriting) })
      const ending = await phone.writeSurat()
      phone.plan()
      if (ending.how === 'failed') world.expectFull(ending.error)
      const text = ending.how === 'done' ? ending.value : undefined
      if (text !== undefined) world.bag.push({ kind: 'jalan', phone, text, isSpoilt: false })
    },
  },
  { name: 'suratCarried', weight: 12, happen: (world) => carry(world) },
]

/** What becomes of a file in people's hands, with how often in a hundred. */
const fates = [
  ['arrives', 60],
  ['suratCopied', 18],
  ['suratLost', 8],
  ['suratCut', 7],
  ['suratForged', 7],
] as const

async function carry(world: World): Promise<void> {
  const { bag, dice } = world
  if (bag.length === 0) return
  const [surat] = bag.splice(dice.below(bag.length), 1) as [Surat]
  const fate = dice.weighed(fates)
  if (fate !== 'arrives') world.fault(fate)
  if (fate === 'suratLost') return
  if (fate === 'suratCopied') bag.push(surat)
  const given = fate === 'suratCut' || fate === 'suratForged' ? spoilt(world, surat, fate) : surat
  await (given.kind === 'jalan' ? toPuskesmas(world, given) : toPhone(world, given))
}

function spoilt({ dice }: World, surat: Surat, how: 'suratCut' | 'suratForged'): Surat {
  const text =
    how === 'suratCut'
      ? surat.text.slice(0, dice.below(surat.text.length - 2))
      : tamper(surat.text, (bytes) => dice.below(bytes.length - 4))
  return { ...surat, text, isSpoilt: true }
}

async function toPuskesmas(world: World, surat: Surat): Promise<void> {
  const { dice, puskesmas, oracle } = world
  if (dice.percent(20)) {
    world.fault('serverDies')
    puskesmas.plan({ kind: 'dies', after: 1 + dice.below(statementsOfSurat) })
  }
  try {
    const taken = await puskesmas.takeSurat(surat.text)
    if (surat.isSpoilt) oracle.find('disagreement', `a spoilt surat jalan of ${surat.phone.name} was taken`)
    world.bag.push({ ...surat, kind: 'balasan', text: taken.balasan.text })
  } catch (fault) {
    const isLawful = fault instanceof Refusal ? surat.isSpoilt : isEnd(fault)
    if (!isLawful) oracle.find('disagreement', `a surat jalan of ${surat.phone.name}: ${String(fault)}`)
  }
  puskesmas.plan(undefined)
}

/** As the driver says that the server ended. */
const isEnd = (fault: unknown) => fault instanceof Error && 'code' in fault && fault.code === '57P01'

async function toPhone(world: World, surat: Surat): Promise<void> {
  const { dice, oracle } = world
  const phone = dice.percent(85) ? surat.phone : dice.pick(world.phones)
  // Nobody takes a file in where the screens ask for a code.
  if (await phone.isWiped()) return
  const isForeign = phone !== surat.phone
  if (isForeign) world.fault('suratForeign')
  if (dice.percent(20)) {
    world.fault('phoneDiesSyncing')
    phone.plan({ kind: 'dies', after: 1 + dice.below(pointsOfSurat) })
  }
  const before = await oracle.lookAt(phone)
  const ending = await phone.takeSurat(surat.text)
  phone.plan()
  const after = await oracle.lookAt(phone)
  if (ending.how === 'failed') world.expectFull(ending.error)
  const mustRefuse = surat.isSpoilt || isForeign
  if (ending.how === 'done' && ending.value === undefined && mustRefuse)
    oracle.find('disagreement', `${phone.name} took a surat balasan that is spoilt or not its own`)
  if (mustRefuse && before !== after)
    oracle.find('disagreement', `${phone.name}: a surat balasan that was refused settled something`)
}

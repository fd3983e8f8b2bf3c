import type { JSX, MemoExoticComponent } from 'react'
import { expect, it, vi } from 'vitest'
import { box, child, openStep, register, show, type, useVisitBed } from '#tests/fakes/visit-bed.tsx'

/** The questions that were drawn, by their name, each time anew; `told` makes of an input the same that says so. */
const { drawn, told } = await vi.hoisted(async () => {
  const { memo } = await import('react')
  const drawn: string[] = []
  const told = <P extends { readonly name?: string | undefined }>(
    input: MemoExoticComponent<(props: P) => JSX.Element>,
  ) =>
    memo((props: P) => {
      drawn.push(props.name ?? '')
      return input.type(props)
    })
  return { drawn, told }
})
vi.mock(import('#device/ui/inputs/number-field.tsx'), async (original) => ({
  NumberField: told((await original()).NumberField),
}))
vi.mock(import('#device/ui/inputs/choice-field.tsx'), async (original) => ({
  ChoiceField: told((await original()).ChoiceField),
}))
vi.mock(import('#device/ui/inputs/yes-no-field.tsx'), async (original) => ({
  YesNoField: told((await original()).YesNoField),
}))

useVisitBed()

it('draws the question that is typed into, and no other, at every key (lesson 38)', async () => {
  show(await register(child))
  await box('Berat badan (BB)')
  await openStep(2)
  expect(new Set(drawn).size).toBeGreaterThan(1)
  // The first key may show what stands below a filled question.
  await type('Berat badan (BB)', '8')
  drawn.length = 0
  await type('Berat badan (BB)', ',45')
  expect(drawn.length).toBeGreaterThanOrEqual(3)
  expect(new Set(drawn)).toEqual(new Set(['weightKg']))
})

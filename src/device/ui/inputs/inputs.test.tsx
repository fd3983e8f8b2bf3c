import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { createInstance } from 'i18next'
import { type ReactNode, useState } from 'react'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import { afterEach, describe, expect, it, vi } from 'vitest'
import en from '#device/i18n/en/inputs.json' with { type: 'json' }
import words from '#device/i18n/id/inputs.json' with { type: 'json' }
import { ChoiceField } from './choice-field.tsx'
import { DateField } from './date-field.tsx'
import { NumberField } from './number-field.tsx'
import { TextField } from './text-field.tsx'
import { YesNoField } from './yes-no-field.tsx'

const i18n = createInstance({ lng: 'id', resources: { id: { inputs: words }, en: { inputs: en } } })
void i18n.use(initReactI18next).init()

const show = (node: ReactNode) => render(<I18nextProvider i18n={i18n}>{node}</I18nextProvider>)
afterEach(cleanup)

async function expectAccessible(container: HTMLElement) {
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map((violation) => violation.id)).toEqual([])
}

function Weight(props: { decimals?: number; words?: string[]; error?: string }) {
  const [text, setText] = useState('')
  return (
    <NumberField
      name="weightKg"
      label="Berat badan"
      unit="kg"
      decimals={props.decimals ?? 2}
      words={props.words}
      error={props.error}
      hint="Lepas jaket dan sepatu"
      beside="Bulan lalu 8,1 kg"
      text={text}
      onText={setText}
    />
  )
}

describe('NumberField', () => {
  it.each(['8,4', '8.4'])('echoes %s as "8,4 kg"', async (typed) => {
    show(<Weight />)
    await userEvent.type(screen.getByLabelText('Berat badan'), typed)
    expect(screen.getByText('8,4 kg')).toBeTruthy()
  })

  it('asks for the decimal keypad, and for the whole one where there are no decimals', () => {
    show(<Weight />)
    expect(screen.getByLabelText('Berat badan').getAttribute('inputmode')).toBe('decimal')
    cleanup()
    show(<Weight decimals={0} />)
    expect(screen.getByLabelText('Berat badan').getAttribute('inputmode')).toBe('numeric')
  })

  it('keeps letters in the box and says so at the field', async () => {
    show(<Weight />)
    const box = screen.getByLabelText('Berat badan')
    await userEvent.type(box, '8 kilo')
    expect(screen.getByRole('alert').textContent).toBe(words.number.notANumber)
    expect(box.getAttribute('aria-invalid')).toBe('true')
    expect(box.getAttribute('aria-describedby')).toContain(screen.getByRole('alert').id)
  })

  it('calls "8," unfinished only once the box is left', async () => {
    show(<Weight />)
    await userEvent.type(screen.getByLabelText('Berat badan'), '8,')
    expect(screen.queryByRole('alert')).toBeNull()
    await userEvent.tab()
    expect(screen.getByRole('alert').textContent).toBe(words.number.unfinished)
  })

  it('offers the words that a device shows', async () => {
    show(<Weight decimals={0} words={['LO', 'HI']} />)
    const button = screen.getByRole('button', { name: /HI/ })
    await userEvent.click(button)
    expect(button.getAttribute('aria-pressed')).toBe('true')
    expect(screen.getByLabelText<HTMLInputElement>('Berat badan').value).toBe('HI')
    await userEvent.click(button)
    expect(screen.getByLabelText<HTMLInputElement>('Berat badan').value).toBe('')
  })

  it('shows hint, earlier value and error where a reader finds them', async () => {
    const { container } = show(<Weight error="Terlalu besar" />)
    const described = screen.getByLabelText('Berat badan').getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Lepas jaket dan sepatu',
      'Bulan lalu 8,1 kg',
      'Terlalu besar',
    ])
    await expectAccessible(container)
  })
})

function BirthDate(props: { onValue?: (value: string | undefined, name: string) => void; start?: string }) {
  const [value, setValue] = useState<string | undefined>(props.start)
  return (
    <>
      <DateField
        name="birthDate"
        label="Tanggal lahir"
        value={value}
        echo="2 tahun 3 bulan"
        onValue={(day, name) => {
          setValue(day)
          props.onValue?.(day, name)
        }}
      />
      <button type="button" onClick={() => setValue('2020-01-02')}>
        pulihkan
      </button>
    </>
  )
}

const boxText = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value

describe('DateField', () => {
  it('moves on by itself through day, month and year, and gives the day', async () => {
    const onValue = vi.fn()
    show(<BirthDate onValue={onValue} />)
    await userEvent.click(screen.getByLabelText('Tanggal'))
    await userEvent.keyboard('532024')
    expect([boxText('Tanggal'), boxText('Bulan'), boxText('Tahun')]).toEqual(['5', '3', '2024'])
    expect(onValue).toHaveBeenLastCalledWith('2024-03-05', 'birthDate')
    expect(screen.getByText('2 tahun 3 bulan')).toBeTruthy()
  })

  it('goes back with the delete key from an empty box', async () => {
    show(<BirthDate />)
    await userEvent.click(screen.getByLabelText('Tanggal'))
    await userEvent.keyboard('31{Backspace}')
    expect(document.activeElement).toBe(screen.getByLabelText('Tanggal'))
  })

  it('refuses a day that the calendar has not', async () => {
    const onValue = vi.fn()
    show(<BirthDate onValue={onValue} />)
    await userEvent.click(screen.getByLabelText('Tanggal'))
    await userEvent.keyboard('30022023')
    expect(screen.getByRole('alert').textContent).toBe(words.date.noSuchDay)
    expect(onValue).toHaveBeenLastCalledWith(undefined, 'birthDate')
  })

  it('says what is missing only once the date is left', async () => {
    show(<BirthDate />)
    await userEvent.click(screen.getByLabelText('Tanggal'))
    await userEvent.keyboard('05')
    expect(screen.queryByRole('alert')).toBeNull()
    await userEvent.click(document.body)
    expect(screen.getByRole('alert').textContent).toBe(words.date.unfinished)
  })

  it('takes a pasted date and one restored from outside', async () => {
    const { container } = show(<BirthDate start="2023-12-31" />)
    expect([boxText('Tanggal'), boxText('Bulan'), boxText('Tahun')]).toEqual(['31', '12', '2023'])
    await userEvent.click(screen.getByLabelText('Tanggal'))
    await userEvent.paste('7/8/2022')
    expect([boxText('Tanggal'), boxText('Bulan'), boxText('Tahun')]).toEqual(['7', '8', '2022'])
    await userEvent.click(screen.getByRole('button', { name: 'pulihkan' }))
    expect([boxText('Tanggal'), boxText('Bulan'), boxText('Tahun')]).toEqual(['02', '01', '2020'])
    await expectAccessible(container)
  })
})

function Answered() {
  const [value, setValue] = useState<boolean | undefined>(undefined)
  return (
    <>
      <YesNoField name="cough" label="Batuk" value={value} onValue={setValue} />
      <p>jawaban: {String(value)}</p>
    </>
  )
}

describe('YesNoField', () => {
  it('begins unanswered, and an answer can be taken back', async () => {
    const { container } = show(<Answered />)
    expect(screen.getAllByRole<HTMLInputElement>('radio').some((radio) => radio.checked)).toBe(false)
    expect(screen.getByText('jawaban: undefined')).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: 'Tidak' }))
    expect(screen.getByText('jawaban: false')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Hapus jawaban: Batuk' }))
    expect(screen.getByText('jawaban: undefined')).toBeTruthy()
    await expectAccessible(container)
  })
})

describe('ChoiceField', () => {
  it('is a group of radio buttons named by its label', async () => {
    const onValue = vi.fn()
    const options = [
      { value: 'lying', label: 'Telentang', hint: 'di bawah 2 tahun' },
      { value: 'standing', label: 'Berdiri' },
    ]
    const { container } = show(
      <ChoiceField
        name="posture"
        label="Posisi ukur"
        options={options}
        value={undefined}
        onValue={onValue}
      />,
    )
    expect(screen.getByRole('group', { name: 'Posisi ukur' })).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: /Berdiri/ }))
    expect(onValue).toHaveBeenCalledWith('standing', 'posture')
    await expectAccessible(container)
  })
})

describe('TextField', () => {
  it('gives the text back under its name, with the keypad asked for', async () => {
    const onText = vi.fn()
    const { container } = show(
      <TextField name="nik" label="NIK" keyboard="digits" text="" error="16 angka" onText={onText} />,
    )
    await userEvent.type(screen.getByLabelText('NIK'), '9')
    expect(onText).toHaveBeenCalledWith('9', 'nik')
    expect(screen.getByLabelText('NIK').getAttribute('inputmode')).toBe('numeric')
    await expectAccessible(container)
  })
})

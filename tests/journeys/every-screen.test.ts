import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { showAllScreens } from './all-screens.ts'

type Seen = {
  readonly name: string
  readonly violations: readonly string[]
  readonly small: readonly string[]
  readonly wide: boolean
  /** What the page tried and its Content-Security-Policy refused. */
  readonly refused: readonly string[]
}

/** Since the page began: the browser keeps its reports. */
async function refusedByPolicy(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const tell = (reports: Report[]) => resolve(reports.map((report) => JSON.stringify(report)))
        const observer = new ReportingObserver(tell, { types: ['csp-violation'], buffered: true })
        observer.observe()
        setTimeout(() => tell(observer.takeRecords()), 0)
      }),
  )
}

/** What can be pressed but is smaller than 48 px, and is no link inside a sentence. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a[href], input:not([type=radio]):not([type=checkbox]), select, textarea',
      ),
    ]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).display !== 'inline')
      .filter((element) => !element.className.includes('skip'))
      .map((element) => [element, element.getBoundingClientRect()] as const)
      .filter(([, box]) => box.width > 1 && (box.height < 47.5 || box.width < 47.5))
      .map(
        ([element, box]) =>
          `${element.tagName} "${element.textContent?.slice(0, 30)}" ${Math.round(box.width)}×${Math.round(box.height)}`,
      ),
  )
}

describe('every screen', () => {
  const seen: Seen[] = []

  beforeAll(async () => {
    await showAllScreens(async (name, page) => {
      // There are no frames here: the plain run says the same without a second page for every look.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      seen.push({
        name,
        violations: violations.map(
          (violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 120)}`,
        ),
        small: await smallTargets(page),
        wide: await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        ),
        refused: await refusedByPolicy(page),
      })
    })
  }, 900_000)

  it('was seen', () => {
    expect(seen.length).toBeGreaterThanOrEqual(60)
  })

  it('has nothing that axe finds', () => {
    expect(
      seen
        .filter((screen) => screen.violations.length > 0)
        .map(({ name, violations }) => ({ name, violations })),
    ).toEqual([])
  })

  it('has targets of at least 48 px', () => {
    expect(
      seen.filter((screen) => screen.small.length > 0).map(({ name, small }) => ({ name, small })),
    ).toEqual([])
  })

  it('is never wider than its window', () => {
    expect(seen.filter((screen) => screen.wide).map((screen) => screen.name)).toEqual([])
  })

  it('tries nothing that its Content-Security-Policy refuses', () => {
    expect(
      seen.filter((screen) => screen.refused.length > 0).map(({ name, refused }) => ({ name, refused })),
    ).toEqual([])
  })
})

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { showAllScreens } from '#tests/journeys/all-screens.ts'

/** `npm run screens`: a picture of every screen into docs/screens, on the demo, by the real app. */
const folder = 'docs/screens'
mkdirSync(folder, { recursive: true })
for (const file of readdirSync(folder)) rmSync(`${folder}/${file}`)

const names: string[] = []
await showAllScreens(async (name, page) => {
  await page.screenshot({ path: `${folder}/${name}.png` })
  names.push(name)
  console.log(name)
})

const rows = names.map((name) => `### ${name}\n\n![${name}](${name}.png)\n`)
writeFileSync(
  `${folder}/README.md`,
  `# Screens\n\nTaken by \`npm run screens\`; all people are invented.\n\n${rows.join('\n')}`,
)

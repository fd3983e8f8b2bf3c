import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

/**
 * The tests need a real Chromium and a real PostgreSQL. Where they are missing: on Debian as root they are
 * installed, elsewhere the run stops with the one line to type. Nothing is ever skipped.
 */
const needed = [
  { name: 'chromium', there: () => existsSync('/usr/bin/chromium') },
  { name: 'postgresql', there: () => postgresFolders().length > 0 },
]

function postgresFolders(): string[] {
  const top = '/usr/lib/postgresql'
  return existsSync(top)
    ? readdirSync(top).filter((version) => existsSync(`${top}/${version}/bin/initdb`))
    : []
}

const missing = () => needed.filter((program) => !program.there()).map((program) => program.name)

if (missing().length > 0) {
  const names = missing().join(' ')
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    console.error(
      `The tests need ${names}. On Debian: sudo apt-get update && sudo apt-get install -y ${names}`,
    )
    process.exit(1)
  }
  console.log(`Installing ${names} from Debian's packages`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing()], {
    stdio: 'inherit',
    env,
  })
  if (missing().length > 0) {
    console.error(`Still missing after the install: ${missing().join(' ')}`)
    process.exit(1)
  }
}

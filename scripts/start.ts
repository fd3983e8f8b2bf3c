import { readConfig, StartRefusal } from '#server/config.ts'
import { main } from '#server/main.ts'
import { buildClient } from './build-client.ts'

/** `npm start`: builds the app where it is missing or older than its sources, then runs the server. */
async function start(args: readonly string[]): Promise<number> {
  try {
    readConfig(process.env, args)
  } catch (error) {
    if (!(error instanceof StartRefusal)) throw error
    console.error(`Teratai: ${error.message}`)
    return 1
  }
  const built = buildClient()
  if (built === 0) return main(process.env, args)
  console.error('Teratai: the app could not be built; see above')
  return built
}

process.exit(await start(process.argv.slice(2)))

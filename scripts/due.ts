import { answerLines } from './answer-lines.ts'
import { dueLine } from './due-line.ts'

/** `npm run due -- in.jsonl`: what each person is owed, a line of items for every line. */
await answerLines('due', dueLine)

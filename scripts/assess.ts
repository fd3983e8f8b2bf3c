import { answerLines } from './answer-lines.ts'
import { assessLine } from './assess-line.ts'

/** `npm run assess -- in.jsonl`: a line of findings for every line of answers. */
await answerLines('assess', assessLine)

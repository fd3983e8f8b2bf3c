import { z } from 'zod/mini'
import { deviceRoles } from './enrol.ts'

/** Roles of an account. Only kader and nakes hold phones; a kader does not log in at the desk. */
export const accountRoles = ['admin', 'nakes', 'kader', 'dinkes'] as const
export type AccountRole = (typeof accountRoles)[number]

const shortText = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
const loginNameText = z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9][a-z0-9._-]{1,39}$/))

/** Length of a password, characters. */
export const passwordLength = { min: 8, max: 128 } as const
const passwordText = z.string().check(z.minLength(passwordLength.min), z.maxLength(passwordLength.max))
const posyanduIds = z.array(z.uuid()).check(z.maxLength(200))

export const namedSchema = z.object({ id: z.string(), name: z.string() })

export const loginRequestSchema = z.object({
  loginName: z.string().check(z.maxLength(64)),
  password: z.string().check(z.maxLength(passwordLength.max)),
})

/** What a nakes opens people's data for; `other` is said in words. */
export const purposeCodes = ['care', 'followUp', 'quality', 'reporting', 'other'] as const
export type PurposeCode = (typeof purposeCodes)[number]

/** Asked once a day, and kept with every reading in the audit trail. */
export const purposeSchema = z.object({
  code: z.enum(purposeCodes),
  words: z.optional(z.string().check(z.trim(), z.minLength(5), z.maxLength(120))),
})
export type Purpose = z.infer<typeof purposeSchema>

/** Who is logged in, where, until when (ms). */
export const meAnswerSchema = z.object({
  account: z.object({
    id: z.string(),
    loginName: z.string(),
    displayName: z.string(),
    role: z.enum(accountRoles),
  }),
  puskesmas: z.object({ id: z.string(), name: z.string(), demo: z.boolean() }),
  posyandu: z.array(namedSchema),
  expiresAt: z.number(),
  /** What was said today; a nakes who has not said it is shown nobody's data. */
  purpose: z.optional(purposeSchema),
})
export type MeAnswer = z.infer<typeof meAnswerSchema>

/** Changing one's own password takes the current one. */
export const ownPasswordSchema = z.object({
  current: z.string().check(z.maxLength(passwordLength.max)),
  password: passwordText,
})

export const nothingSchema = z.object({})

export const accountSchema = z.object({
  id: z.string(),
  /** Only who logs in at the desk has one. */
  loginName: z.optional(z.string()),
  displayName: z.string(),
  role: z.enum(accountRoles),
  active: z.boolean(),
  posyandu: z.array(namedSchema),
  createdAt: z.number(),
  lastLoginAt: z.optional(z.number()),
})
export type Account = z.infer<typeof accountSchema>
export const accountsAnswerSchema = z.object({ accounts: z.array(accountSchema) })

/** Admin, nakes and dinkes need a log-in name and a password; a kader has neither. */
export const newAccountSchema = z.object({
  displayName: shortText,
  role: z.enum(accountRoles),
  loginName: z.optional(loginNameText),
  password: z.optional(passwordText),
  posyandu: posyanduIds,
})
export type NewAccount = z.infer<typeof newAccountSchema>

/** Only what is to change. `active: false` ends the account's sessions and revokes its phones. */
export const accountChangeSchema = z.object({
  displayName: z.optional(shortText),
  active: z.optional(z.boolean()),
  password: z.optional(passwordText),
  posyandu: z.optional(posyanduIds),
})
export type AccountChange = z.infer<typeof accountChangeSchema>

export const posyanduAnswerSchema = z.object({ posyandu: z.array(namedSchema) })
export const posyanduNameSchema = z.object({ name: shortText })

/** A phone at its enrolment, and how it stood when it was last heard of. Times in ms. */
export const deviceSchema = z.object({
  id: z.string(),
  account: namedSchema,
  role: z.enum(deviceRoles),
  posyandu: z.array(namedSchema),
  enrolledAt: z.number(),
  revokedAt: z.optional(z.number()),
  lastContactAt: z.optional(z.number()),
  appVersion: z.string(),
  /** Mutations that the phone said it still holds: not yet received, and put aside. */
  waiting: z.optional(z.int()),
  held: z.optional(z.int()),
  /** The phone's clock less the server's, ms. */
  clockOffset: z.optional(z.number()),
  /** Since when it is known by its paper only, so that all that it sends is held; `accountKnown`: its person is here. */
  forgottenAt: z.optional(z.number()),
  accountKnown: z.optional(z.boolean()),
})
export type DeviceView = z.infer<typeof deviceSchema>
/** Without an account: the one that its paper names. */
export const admitDeviceSchema = z.object({ accountId: z.optional(z.uuid()) })

export const devicesAnswerSchema = z.object({ devices: z.array(deviceSchema) })

/** Without `posyandu`: all that the account is assigned to. */
export const newEnrolmentCodeSchema = z.object({
  accountId: z.uuid(),
  posyandu: z.optional(posyanduIds),
})

/** `code` as `XXXX-XXXX`, good once and until `expiresAt`; `link` opens the app and enrols the phone. */
export const enrolmentCodeSchema = z.object({
  code: z.string(),
  link: z.string(),
  expiresAt: z.number(),
  account: namedSchema,
  role: z.enum(deviceRoles),
  posyandu: z.array(namedSchema),
})
export type EnrolmentCode = z.infer<typeof enrolmentCodeSchema>

const settingValue = z.union([z.string().check(z.maxLength(200)), z.number(), z.boolean()])

/** `values`: all settings in force, defaults included; `changed`: the names that this puskesmas has set itself. */
export const settingsAnswerSchema = z.object({
  values: z.record(z.string(), settingValue),
  changed: z.array(z.string()),
  version: z.int(),
})

/** Settings to set; `null` takes one back to its default. */
export const settingsChangeSchema = z.object({
  values: z.record(z.string(), z.nullable(settingValue)),
})

export const puskesmasSchema = z.object({
  id: z.string(),
  name: z.string(),
  demo: z.boolean(),
  timeZone: z.string(),
  address: z.string(),
})
export const puskesmasChangeSchema = z.object({
  name: z.optional(shortText),
  timeZone: z.optional(z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'])),
})

import type { DirectoryEntry } from '#device/store/store.ts'

/** Whether a text stands in any part of a line of the list, as the rivals look for it. */
export const isFound = ({ name, motherName, rt, nik }: DirectoryEntry, text: string) =>
  `${name}\n${motherName ?? ''}\n${rt ?? ''}\n${nik ?? ''}`.toLowerCase().includes(text)

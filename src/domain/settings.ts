/** Settings of a puskesmas by name. Defaults, choices, reasons and sources stand in `settingDefinitions`. */
export type Settings = Readonly<Record<string, string | number | boolean>>

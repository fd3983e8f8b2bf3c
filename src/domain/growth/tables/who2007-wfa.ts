import type { PackedTable } from '../packed-table.ts'

/** WHO Reference (2007). Made by scripts/pack-who-tables.ts from tests/reference/who/who2007-wfa.csv. */
export const who2007Wfa: PackedTable = {
  from: 60,
  male: {
    l: '~  Lc~  JF   !   !"!"  " " """ %" %""""% %"%""%%"("%("(%(((((,(*,,**,:',
    m: '~ O9z~ NoQBBB@BDDH@@8<::<8>:::8826284444284888::::<>@DHPRTZZbdfhjljjp~  _c',
    s: '~ #3d~ #2k!!!!!!# !!!   "!"" % %""(""("%("(%%(%%%%%("%(""%" """  "  "~  "#',
  },
  female: {
    l: '~ !/?~ !.]"! "!"    "!""!"  "!%!""!""  " " " " ""  "" " " %!%!%  ""  2',
    m: '~ N]<~ N59---)&&#! ((04>@JLNXX_fffdhfhhjllnpprrnrlnjjfdb_]]_dbhjprxz~  ! ~  lG',
    s: '~ #PJ~ #O5 !"    "!        !"!"!  !"!  !   !  ! ! !"#  !!  #"# ! #"# o',
  },
}

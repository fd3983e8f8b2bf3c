import type { PackedTable } from '../packed-table.ts'

/** WHO Reference (2007). Made by scripts/pack-who-tables.ts from tests/reference/who/who2007-hfa.csv. */
export const who2007Hfa: PackedTable = {
  from: 60,
  male: {
    l: '~ "L6~ "L5                                                                                                                                                                        ',
    m: '~# w_~"}X&OWgq{}ssy}wm^MKA=9;;=CCGEEAGGMMMOIKCCC9711/-&)#)-/-///-+)& (4:BLVbfnrnt|~  !%~  !*~  !0~  !4~  !8~  !@~  !D~  !J~  !R~  !V~  !_~  !b~  !d~  !j~  !l~  !l~  !f~  !V~  !F~  !2~  !"lVB2-G^u~  !&~  !5~  !E~  ![~  !o~  "&~  "=~  "G~  "[~  "k~  "u~  "}~  #!~  "y~  "w~  "o~  "q~  "q~  "q~  "q~  "s~  "q~  "i~  "g~  "^~  "[~  "Y~  "W~  "[~  "W~  "[~  "W~  "U~  "U~  "O~  "K~  "I~  "C~  "?~  "=~  "3~  "/~  "&~  !y~  !o~  !i~  !Y~  !Q~  !C~  !=~  !1~  !){uoecYWOMIIGC=~  %u',
    s: '~ !"B~ !"1  !"  !" !" !" !"  !"                   "!        !" !"!"!      !"!   !"! !"!   !  !"#"! !"#"!!   !!"!!   !!"! !   !   !     !"! "!          "! "!"!"      "!"  !%!  " 2',
  },
  female: {
    l: '~ "L6~ "L5                                                                                                                                                                        ',
    m: '~"}>@~"| g~  !)~  !)~  !&}yyuuqmeYMC;51+!!**,0.046286:<<@>>@@B>D@@D<@<:@:<>:>>@>BBBFFDDB>:2,"&3;ES^m}~  !)~  !9~  !G~  !U~  !e~  !u~  "#~  "3~  "A~  "G~  "Q~  "U~  "[~  "a~  "c~  "g~  "k~  "g~  "m~  "g~  "k~  "i~  "a~  "^~  "Y~  "S~  "M~  "I~  "A~  "?~  "9~  "5~  "/~  ")~  "#~  !y~  !q~  !m~  !e~  !^~  !U~  !Q~  !I~  !C~  !;~  !5~  !3~  !+~  !#}wqia^SMK??7913/-/+)&+#+++/-3355;7;99;9=',
    s: '~ !(V~ !(C   !"!     ! "#" !"!  !"!"!!" !     !    ! "#" !   !"!!" ! !"!   !    !  !"!  !"!  !"!"!  !" !"!  "!   "!   "! "!"!"  !" "!  "!" !"    "!"!"!"      "!"!" !"   "! "!"!"(',
  },
}

"""Words that say nothing by themselves: function words, and what records speak of all the time."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _words("""
a about above accordingly across after afterwards again against all almost along already also although always
am among an and another any are around as at away back be because been before behind being below between both
but by came can cannot come could did do does doing done down during each earlier either else enough etc even
ever every few for from further gave get give given go goes gone got had has have having he hence her here
hers herself him himself his how however i if in indeed instead into is it its itself just lastly later less
let like made make many may me meantime meanwhile might mine more most much must my myself near neither never
no none nonetheless nor not nothing notwithstanding now of off often on once one only onto or other others our
ours out over own per perhaps quite rather re s said same say says see seen shall she should since so some
sometimes soon still such take taken than that the their theirs them themselves then there therefore these
they this those though through throughout thus till to today together tomorrow tonight too toward towards
under unless unlike until up upon us very via was we well went were what whatever when whenever where wherever
whether which while who whom whose why will with within without would yes yesterday yet you your yours
""")
"""Words that hold sentences together and name nothing."""

PLAIN = _words("""
able according action added address administration agency agreed agreement ambassador annual april area army
assistant associate attache august authorities authority bank based began begin bilateral board border bureau
business cabinet called capital captain central chairman chairperson charge chief city civil classified close
colonel comment commission commissioner committee company conference confidential congress consul consular
consulate continue continued corporation council counselor counterpart countries country court current day
days december defense delegation department deputy desk development director discuss discussed discussion
division documents dr early east eastern economic effort efforts eight embassy end energy envoy european
executive expect expected expressed february federal field final finance first five force forces foreign
former four friday full fund future general goal good government governments governor group groups head held
high hour hours house human immediate important information interior international issue issues january joint
judge july june justice justices key known labor lady large last late law leader leaders left legal level
lieutenant limited local long lord low madam main major march mayor meet meeting meetings member members
message military million mine minister ministerial ministers ministries ministry miss mission monday month
months mr mrs ms nation national nations navy need new news next night nine north northern note noted november
number october offered office officer officers official officials old one open opposition order organization
paragraph paras parliament part parties party past people percent period permanent person place plan planned
point police policy political port position possible post present presidency president press previous prime
prince princess private process professor program progress project prosecutor provide public question raised
received recent ref reference refs reftel region regional relations release report reported representative
republic request response result return right round royal rule saturday second secretariat secretary section
sector security senator senior sensitive septel september service session seven shared sheikh side sir six
small social source sources south southern speaker special spokesman spokesperson spokeswoman staff state
statement states strong subject summary sunday support system talks team ten text third three thursday time
today told tomorrow town trade treasury tuesday two unclassified under undersecretary union unit united
university use vice view visit visited warned wednesday week weeks west western whole work working world year
years yesterday young
""")
"""Titles, months, days, and what cables speak of all the time: no name by themselves."""

"""First and last names that no real person of either municipality is meant by."""

FIRST = (
    *("Sanna", "Torkel", "Ronja", "Signe", "Edvin", "Gry", "Tage", "Maja", "Alvar", "Tuva"),
    *("Melker", "Saga", "Vilgot", "Embla", "Sixten", "Liv", "Folke", "Freja", "Ture", "Disa"),
    *("Sigge", "Ylva", "Loke", "Siri", "Harald", "Tove", "Algot", "Moa", "Frej", "Runa"),
    *("Kaj", "Svea", "Mio", "Elvira"),
)
LAST = (
    *("Almgård", "Björkvret", "Dalskog", "Ekhamn", "Fjällbo", "Granvik", "Hallonlund"),
    *("Idegren", "Jordklo", "Klockarö", "Lindrot", "Mossberga", "Näckros", "Oxelbacke"),
    *("Pilvret", "Rågdal", "Slånbär", "Timotej", "Ulvsund", "Vassbro", "Ängsro", "Örnmåla"),
    *("Asphult", "Bokskog", "Enebacke", "Flodin-Ek", "Havrekorn", "Lövsal", "Rönnglimt"),
)

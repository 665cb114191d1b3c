"""Which Unicode characters formulas may use, and what each is to the line: operator, relation, bracket, script."""

from __future__ import annotations

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤⊺′″‴∘°",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀᵀ′″‴°°",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
BARE_EXPONENTS = frozenset("∗⋆†‡⊥")
"""Exponents without a raised form that cannot be mistaken after `^`, so they stand without parentheses."""

BINARY = frozenset("+−-±∓×÷·⋅∗∘∙•∪∩⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖⋆⊻⊼⊽≀⋊⋉†‡⨯⋈⨝⟕⟖⟗⋄▽◁▷⨿⋋⋌⋏⋎⊝⊛⊚⊞⊟⊠⊡∔⊺⋒⋓⩞⋇")
RELATIONS = frozenset(
    "=≠~<>≤≥⩽⩾≦≧≪≫≈≉≡≢∼≁≃≅≔≕∝∈∉∋∌⊂⊄⊃⊅⊆⊈⊇⊉⊊⊋⊢⊬⊨⊭⊣⊤⟂∥∦∣∤≺≻⪯⪰≼≽≐≜≝≟≍:⇌⇋∴∵≮≯≰≱⊏⊐⊑⊒⊩⊪⊮⊯⌣⌢⋘⋙≶≷⋚⋛≲≳⪅⪆≊∽⋍⫅⫆⋐⋑⋞⋟≾≿"
    "⊲⊳⊴⊵⋪⋫⋬⋭≗≏≎≑≓≒≖⊸⋔≬⫋⫌⪇⪈≨≩⊀⊁⋠⋡⪵⪶⋨⋩≇≂◀▶⩴"
) | frozenset(map(chr, [*range(0x2190, 0x2200), *range(0x27F0, 0x2800)]))
OPENING = frozenset("([{⟨⌈⌊⟦⌜⌞")
CLOSING = frozenset(")]}⟩⌉⌋⟧⌝⌟")
BARS = frozenset("|‖")
LARGE = frozenset("∑∏∐∫∬∭∮∯⋃⋂⋁⋀⨁⨂⨀⨄⨆")
PREFIXES = frozenset("¬∀∃∄∂∇√#")
POSTFIXES = frozenset("!")
DOTS = frozenset("⋯⋮⋱⋰…")
ORDINARY = frozenset("∞∅ℏℓ℘′″‴&%\\@?°△□◊▵⊥⊤∠\"'")

PLAINER = {"∣": "|", "⋅": "·", "⟂": "⊥", "∼": "~"}
"""Operators that have a look-alike in more fonts."""

LIMITS = frozenset(
    [
        "lim",
        "limsup",
        "liminf",
        "lim sup",
        "lim inf",
        "plim",
        "max",
        "min",
        "sup",
        "inf",
        "arg",
        "argmax",
        "argmin",
        "arg max",
        "arg min",
    ]
)
"""Names that take limits as a sum does and reach as far to the right."""

ACCENTS = {
    "¯": "\u0304",
    "‾": "\u0305",
    "\u0332": "\u0305",
    "\u0304": "\u0304",
    "\u0305": "\u0305",
    "ˆ": "\u0302",
    "^": "\u0302",
    "\u0302": "\u0302",
    "˜": "\u0303",
    "~": "\u0303",
    "\u0303": "\u0303",
    "⃗": "\u20d7",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "´": "\u0301",
    "`": "\u0300",
}
LINE_ACCENTS = frozenset("\u0305")
"""Accents that may run over several letters, joined from one to the next."""

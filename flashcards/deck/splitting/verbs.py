"""English verbs: which there are, and their forms."""

from __future__ import annotations

from typing import Literal, NamedTuple

from flashcards.deck.splitting.words import words

Form = Literal["plain", "third", "past"]

_REGULAR = words("""
abolish absorb accelerate accept accumulate achieve acquit act activate adapt add adjust affect aim align allow alter
amend amplify analyse analyze annex annotate annul answer appear append apply appoint approve approximate argue arrange
arrest ask assert assess assign assume attach attack attempt attend attract authenticate authorise authorize avoid
backtrack bake balance ban base beat become begin behave belong bend bind bite blur boil boost bootstrap borrow break
breathe breed bring brown build burn burst bury buy cache calculate carry carve catch cause celebrate chain change
check checkout chill choose chop circulate claim clarify classify clean clear climb cling clone close collect collide
colonise colonize combine come commit compare compile complete compose compress compute concatenate conclude condense
confirm connect conquer consider consist constrict consult consume contain continue control converge convert convey
convict cook cool cooperate copy count cover crash crawl create crop cross crown crush crystallise crystallize cure cut
damage damp dance deal debug deceive decide declare decode decompose decompress decrease decrypt defend define delete
deliver demand demolish deny depend depict deploy depose deposit dequeue derive describe design despise destroy detect
determine develop dictate die differ dig digest dilate direct disable discard discover dismiss dispatch display
dissolve distribute dive diverge divide dominate download draft drag drain dress drift drink drive drop drown dry dump
eat echo elect embed embrace emerge emit emphasise emphasize employ enable encode encourage encrypt end enforce engage
enhance enlarge enqueue ensure entail enter entitle equal equip erode escape establish estimate evade evaluate
evaporate evict evoke evolve examine exceed exchange excite exclude excrete execute exert exhale exhaust exile exist
expand expect expel expire explain explode exploit explore export express extend extract extrapolate facilitate fade
fail fall fasten feed feel ferment fertilise fertilize fetch fight fill filter finance find finish fit flee flip float
flood flourish flow flush fly focus fold follow forbid force forge forget forgive fork form found freeze fry function
fund fuse gain garnish gather generate germinate get give glow glue go govern grant grasp graze grind grip grow
guarantee guard guess guide halt handle hang happen harden harm harvest hatch haunt have heal hear heat help hide
hinder hire hit hold host hunt hurt identify ignore illustrate imitate immerse impact impair implement imply import
impose imprison improve include increase indicate infect infer inflate inflict influence inform inhabit inhale inherit
inhibit initialise initialize inject insert insist inspect inspire install instantiate insulate interact interfere
interpolate interpret interrupt intervene introduce invade invalidate invent invest invite invoke involve isolate issue
iterate join juggle jump justify keep kill knead knit know label lack last launch lay lead lean leap learn leave lend
let liberate lie lift light limit line link list live load localise localize log lose lower lubricate magnify maintain
make manage map march marinate marry mask match matter mature maximise maximize mean measure meet melt memoise memoize
merge migrate mimic minimise minimize misuse mix mobilise mobilize mock model modify moisten monitor motivate mount
move multiply murder mutate name narrow nationalise nationalize navigate need neglect neutralise neutralize nominate
normalise normalize notice notify nourish obey observe obtain occupy occur offer offset open operate oppose optimise
optimize orbit organise organize orient originate oscillate outlaw outperform output overcome overlap overload override
overrule oversee overthrow overturn owe own oxidise oxidize pad paint parallelise parallelize paralyse parse pass paste
patrol pave pay penalise penalize penetrate perceive perform perish permit permute persecute persist persuade
photosynthesise photosynthesize pick pierce place plan plant play pledge pluck plunge point polish pollinate pollute
pool portray pose possess pour precede precipitate predict preempt prefer prepend prescribe preserve preside press
presume prevail prevent print proceed process proclaim produce prohibit project prolong promote propose prosecute
prosper protect protest prove provide provoke prune publish pull pump punish purchase purify pursue push put qualify
quantify query quote radiate raid raise randomise randomize rank rasterise ratify reach react read reappear rebase
rebel rebuild recall receive recite recognise recognize recommend recompute reconcile reconstitute reconstruct record
recover recruit recurse recycle redo reduce refactor refer refine reflect refract refresh refuse regenerate regularise
regularize regulate reign reinforce reject relate release relieve rely remain remember remove render renew renounce
repair repay repeal repeat repel replace replicate reply report represent reproduce request require resample resemble
reserve reset reside resign resist resize resolve respond rest restart restore restrain restrict result resume
resurrect retain retire retreat retrieve retry return reunite reuse reveal reverse revert revise revive revolt revolve
reward ride ring ripen rise rob roll rot rotate rub ruin rule run rust sail sample sanitise sanitize satisfy saturate
save say scale scan scatter scorch score scrape sculpt seal search season secrete secure see seek seep seize select
sell send sentence separate serialise serialize serve set settle shake shape share sharpen shed shield shift shine
shoot show shrink shuffle shut sidestep sieve sign simmer simplify simulate sing sink sit sketch skip sleep slice slide
slow smooth smuggle soak soar soften solve sort sow span spark spawn speak specialise specialize specify spell spend
spill spin split sponsor spray spread sprout squash squeeze stabilise stabilize stage stain stand standardise
standardize start state stay steal steer stick stimulate stir stop store strain strengthen stretch strike strip
structure strum study submit subscribe substitute subtract succeed suck sue suggest sum summarise summarize summon
supervise supply support suppose suppress surpass surrender surround suspend sustain swallow swap swear sweep swell
swim switch symbolise symbolize synchronise synchronize synthesise synthesize tackle take tax teach tear tell tend
terminate test testify thicken think threaten thrive throttle throw tie tighten tilt tokenise tokenize tolerate toss
touch tow trace track trade train transcribe transfer transform translate transmit transplant transport trap travel
traverse treat trigger trim truncate trust try tune turn tutor twist unblock undergo undermine understand undo unfold
unify unite unlock unveil unwrap update uphold upload urge use utilise utilize validate vanish vary vectorise vectorize
verify veto vibrate view visit visualise visualize vote wait waive wake want warm warn warrant wash watch weaken wear
weave weigh weld whisk wield win wipe wish withdraw wither witness work worry wrap wrestle write yank yield zoom
""")

_IRREGULAR_PAST = {
    "beat": "beat", "become": "became", "begin": "began", "bite": "bit", "break": "broke", "breed": "bred",
    "bring": "brought", "build": "built", "burst": "burst", "buy": "bought", "catch": "caught", "choose": "chose",
    "cling": "clung", "come": "came", "cut": "cut", "deal": "dealt", "dig": "dug", "draw": "drew", "drink": "drank",
    "drive": "drove", "eat": "ate", "fall": "fell", "feed": "fed", "feel": "felt", "fight": "fought", "find": "found",
    "fly": "flew", "forbid": "forbade", "forget": "forgot", "freeze": "froze", "get": "got", "give": "gave",
    "go": "went", "grind": "ground", "grow": "grew", "hang": "hung", "have": "had", "hear": "heard", "hide": "hid",
    "hit": "hit", "hold": "held", "hurt": "hurt", "keep": "kept", "know": "knew", "lay": "laid", "lead": "led",
    "leave": "left", "lend": "lent", "let": "let", "light": "lit", "lose": "lost", "make": "made", "mean": "meant",
    "meet": "met", "overcome": "overcame", "oversee": "oversaw", "overthrow": "overthrew", "pay": "paid", "put": "put",
    "read": "read", "rebuild": "rebuilt", "repay": "repaid", "reset": "reset", "ride": "rode", "ring": "rang",
    "rise": "rose", "run": "ran", "say": "said", "see": "saw", "seek": "sought", "sell": "sold", "send": "sent",
    "set": "set", "shake": "shook", "shed": "shed", "shine": "shone", "shoot": "shot", "shrink": "shrank",
    "shut": "shut", "sing": "sang", "sink": "sank", "sit": "sat", "sleep": "slept", "slide": "slid", "speak": "spoke",
    "spend": "spent", "spin": "spun", "split": "split", "spread": "spread", "stand": "stood", "steal": "stole",
    "stick": "stuck", "strike": "struck", "swear": "swore", "sweep": "swept", "swim": "swam", "take": "took",
    "teach": "taught", "tear": "tore", "tell": "told", "think": "thought", "throw": "threw", "undergo": "underwent",
    "understand": "understood", "undo": "undid", "uphold": "upheld", "wake": "woke", "wear": "wore", "win": "won",
    "withdraw": "withdrew", "write": "wrote",
}  # fmt: skip

_IRREGULAR_PARTICIPLE = {
    "beat": "beaten", "become": "become", "begin": "begun", "bite": "bitten", "break": "broken", "choose": "chosen",
    "come": "come", "draw": "drawn", "drink": "drunk", "drive": "driven", "eat": "eaten", "fall": "fallen",
    "fly": "flown", "forbid": "forbidden", "forget": "forgotten", "freeze": "frozen", "give": "given", "go": "gone",
    "grow": "grown", "hide": "hidden", "know": "known", "overcome": "overcome", "oversee": "overseen",
    "overthrow": "overthrown", "ride": "ridden", "ring": "rung", "rise": "risen", "run": "run", "see": "seen",
    "shake": "shaken", "shrink": "shrunk", "sing": "sung", "sink": "sunk", "speak": "spoken", "steal": "stolen",
    "strike": "struck", "swear": "sworn", "swim": "swum", "take": "taken", "tear": "torn", "throw": "thrown",
    "undergo": "undergone", "undo": "undone", "wake": "woken", "wear": "worn", "withdraw": "withdrawn",
    "write": "written",
}  # fmt: skip

_VOWELS = "aeiou"
_LAST_SYLLABLE_STRESSED = frozenset({"begin", "forget", "forbid", "refer", "occur", "permit", "transfer", "control"})


class Verb(NamedTuple):
    """A form that a verb can have, and the verb."""

    base: str
    form: Form


def third(base: str) -> str:
    """'apply' is 'applies'."""
    if base == "have":
        return "has"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def base_of_third(form: str) -> str:
    """'prosecutes' is 'prosecute', 'presses' is 'press'."""
    if form.endswith("ies"):
        return form[:-3] + "y"
    return form[:-2] if form.endswith(("sses", "xes", "zzes", "ches", "shes", "oes")) else form[:-1]


def past(base: str) -> str:
    """'apply' is 'applied', 'take' is 'took'."""
    return _IRREGULAR_PAST.get(base) or _with_ending(base, "ed")


def participle(base: str) -> str:
    """'train' is 'trained', 'take' is 'taken'."""
    return _IRREGULAR_PARTICIPLE.get(base) or past(base)


def gerund(base: str) -> str:
    """'make' is 'making', 'run' is 'running'."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def _with_ending(base: str, ending: str) -> str:
    if base.endswith("e"):
        return base + ending[1:]
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "i" + ending
    return _doubled(base) + ending


def _doubled(base: str) -> str:
    """'stop' is 'stopp' before a vowel; 'visit' and 'train' stay."""
    closed = len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    short = sum(letter in _VOWELS for letter in base) == 1
    return base + base[-1] if closed and (short or base in _LAST_SYLLABLE_STRESSED) else base


BASES = _REGULAR | _IRREGULAR_PAST.keys()
FORMS: dict[str, Verb] = {
    **{past(base): Verb(base, "past") for base in sorted(BASES)},
    **{third(base): Verb(base, "third") for base in sorted(BASES)},
    **{base: Verb(base, "plain") for base in sorted(BASES)},
}  # fmt: skip
"""Every form that can be a sentence's verb. Where past and plain are one ('set', 'put') it counts as plain."""
GERUNDS = {gerund(base): base for base in sorted(BASES)}
PARTICIPLES = {participle(base): base for base in sorted(BASES)}

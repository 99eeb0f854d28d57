"""The codes of findings, one per kind of thing that can be said of an answer.

``symconv explain`` tells what each means.
"""

RIGHT = ""
NUMBER = "SC401"
FORMULA = "SC402"
ENTRIES = "SC403"
SHAPE = "SC404"
STATEMENT = "SC405"
LINE = "SC411"
CHAIN = "SC412"
FLOOR = "SC413"
GAP = "SC414"
CONVENTION = "SC421"
INCOMPLETE = "SC431"
PERSON = "SC441"

NAMES = {
    NUMBER: "wrong-number",
    FORMULA: "wrong-formula",
    ENTRIES: "wrong-entries",
    SHAPE: "wrong-shape",
    STATEMENT: "wrong-statement",
    LINE: "line-is-false",
    CHAIN: "chained-equals",
    FLOOR: "floor-dropped",
    GAP: "does-not-follow",
    CONVENTION: "other-convention",
    INCOMPLETE: "incomplete",
    PERSON: "needs-a-person",
}
"""A short name for each code."""

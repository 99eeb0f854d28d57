"""The codes of findings on answers and submissions, for ``symconv explain`` and for reports."""

from __future__ import annotations

from collections.abc import Mapping

from symconv.cli.codes import Explanation

FINDINGS: Mapping[str, Explanation] = {
    "SC401": Explanation(
        "wrong-number",
        "A number differs from the one that was asked for.",
        "27 where the receptive field is 17",
        "Compute it again; the cause, if one reproduces the number exactly, names the slip.",
    ),
    "SC402": Explanation(
        "wrong-formula",
        "A formula differs from the one that was asked for, at the values that are shown.",
        r"n + k, differs at n = 1, k = 1 from n + k - 1",
        "Put the values that are shown into both, and see where they part.",
    ),
    "SC403": Explanation(
        "wrong-entries",
        "Entries of a matrix or a list differ from what was asked for.",
        r"\begin{bmatrix} 1 & 2 \\ 3 & 5 \end{bmatrix}, entry (2, 2)",
        "Compute the entries again that are named.",
    ),
    "SC404": Explanation(
        "wrong-shape",
        "A matrix or a shape has the wrong number of rows or columns.",
        "5 x 5 where the transposed convolution has 6 x 6 samples",
        "Derive the size first; then fill in the entries.",
    ),
    "SC405": Explanation(
        "wrong-statement",
        "A statement does not hold as the question asks for it.",
        "x in {0, 1} for all x",
        "Look at the values at which it fails.",
    ),
    "SC411": Explanation(
        "line-is-false",
        "A line of a derivation is false, whatever the result is.",
        "3 + (13 - 1) 4 = 27; the left side is 51",
        "Compute both sides of the line.",
    ),
    "SC412": Explanation(
        "chained-equals",
        "An equals sign joins what is not equal, to write two steps on one line.",
        "128 = 9600 + 128 = 9728",
        "Write one line per step, or an arrow where no equation is meant.",
    ),
    "SC413": Explanation(
        "floor-dropped",
        "A line follows from the one before only if a floor is left out.",
        r"W' = \lfloor (W + 2P - K)/S \rfloor + 1, so W = S (W' - 1) - 2P + K",
        "Say that the division leaves no rest, or keep the remainder.",
    ),
    "SC414": Explanation(
        "does-not-follow",
        "A line does not follow from the line before it.",
        "a = b, so a = b + 1",
        "Name the step between the two lines.",
    ),
    "SC421": Explanation(
        "other-convention",
        "An answer is right by a convention that the question does not use.",
        "multiply-accumulate operations where additions and multiplications are counted",
        "Answer by the convention of the question; the finding names both.",
    ),
    "SC431": Explanation(
        "incomplete",
        "What is stated is right, and something that was asked for is not stated.",
        "parameters per layer, without the total",
        "Add what is named.",
    ),
    "SC441": Explanation(
        "needs-a-person",
        "No statement of the answer could be compared with what was asked for.",
        "an explanation in words",
        "A person reads it. Formulas are compared where they can be read: the finding names those\n"
        "that could not.",
    ),
    "SC803": Explanation(
        "answer-too-slow",
        "An answer was not decided in the time that one answer may take.",
        "a power of a power of a power",
        "A person reads it, or allow more with --timeout.",
    ),
    "SC804": Explanation(
        "answer-too-large",
        "An answer was not decided in the memory that one answer may take.",
        "brackets nested ten thousand deep",
        "A person reads it.",
    ),
    "SC805": Explanation(
        "worker-lost",
        "The process that judged an answer ended before it was done; the others went on.",
        "a machine without memory, or an error of symconv",
        "Run the check again with --results: only what was lost is judged. Report what stays lost.",
    ),
    "SC807": Explanation(
        "answered-twice",
        "A question is answered in several places; they are read as one answer.",
        "two headings 3.2",
        "Keep one of them.",
    ),
    "SC808": Explanation(
        "never-closed",
        "A formula or listing is never closed; it is read up to the end of its paragraph.",
        "$$ W' = 3",
        "Close it.",
    ),
    "SC809": Explanation(
        "not-included",
        "A file asks for another file, which is not read.",
        r"\input{answers}",
        "Hand in one file, or check the other one by its name.",
    ),
    "SC810": Explanation(
        "other-encoding",
        "A file is not UTF-8; it is read as another encoding, and some letters may be wrong.",
        "a file in Windows-1252",
        "Save it as UTF-8.",
    ),
    "SC811": Explanation(
        "control-characters",
        "A file holds control characters; they are read as blanks.",
        "a NUL byte",
        "Delete them.",
    ),
    "SC812": Explanation(
        "cut-off",
        "A file has more parts than are read.",
        "a notebook of twenty thousand cells",
        "Split it.",
    ),
    "SC813": Explanation(
        "heading-without-number",
        "A heading names no question, and is taken for a part of the question above it.",
        "### Choice, below 2.5 and behind its first four parts",
        "Write the number of the part in the heading.",
    ),
}

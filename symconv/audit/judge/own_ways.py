r"""Questions whose answers are judged in a way of their own.

*Defines* `in_its_own_way`. Where many answers are right (designs, proofs), or where what is equal
is not a matter of values at points (signals, orders, kernels that are turned), comparing an answer
with the sheet's conclusion, formula by formula, does not do.
"""

from __future__ import annotations

from dataclasses import replace

from symconv.audit.answer import SubmittedAnswer
from symconv.audit.finding import Finding
from symconv.audit.judge import shared_statistics
from symconv.audit.judge.arguments import verdict as arguments
from symconv.audit.judge.descent import verdict as descent
from symconv.audit.judge.designs import verdict as designs
from symconv.audit.judge.designs.activation_lines import wrong_activations
from symconv.audit.judge.desk import Desk
from symconv.audit.judge.lines import judge_lines
from symconv.audit.judge.norm_answers import is_about_norms, judged_norms
from symconv.audit.judge.open_names import OpenTable
from symconv.audit.judge.orders import verdict as orders
from symconv.audit.judge.own import Own, definitions_in
from symconv.audit.judge.said import said_in
from symconv.audit.judge.signals.answers import said_of_signals
from symconv.audit.judge.signals.outcomes import outcome_of
from symconv.audit.judge.stated import stated_in
from symconv.audit.judge.turned import verdict as turned
from symconv.audit.judge.verdict import left_open, verdict_of
from symconv.notation import SymbolTable


def in_its_own_way(desk: Desk, answer: SubmittedAnswer) -> Finding | None:
    """Return the finding on an answer; None where it is judged formula by formula."""
    ask = desk.problem.ask
    if ask in designs.THEOREMS:
        return _of_design(desk, answer)
    if ask in arguments.THEOREMS:
        return _of_argument(desk, answer)
    if ask == turned.THEOREM:
        return turned.judged_turn(desk.problem, answer)
    if ask in descent.THEOREMS:
        return descent.judged_descent(desk, answer)
    if ask in orders.THEOREMS:
        return _of_order(desk, answer)
    if ask == shared_statistics.THEOREM:
        return shared_statistics.judged_statistics(desk, answer)
    if desk.time is not None:
        return _of_signal(desk, answer)
    if is_about_norms(desk):
        return verdict_of(desk, *judged_norms(desk, answer))
    return None


def _of_argument(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on a proof by contradiction."""
    said, unread = said_in(answer, OpenTable(SymbolTable()))
    words = " ".join(piece.text for piece in answer.of("words", "heading"))
    return arguments.judged_argument(desk.problem, said, unread, words)


def _of_order(desk: Desk, answer: SubmittedAnswer) -> Finding | None:
    """Return the finding on an answer about orders of elements, if it states one."""
    stated = stated_in(desk, answer)
    lines = judge_lines(stated.said, desk, stated.own, ()) + tuple(map(left_open, stated.unread))
    return orders.judged_order(desk, stated.said, lines)


def _of_signal(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer that gives a function of an integer, perhaps in pieces."""
    stated = said_of_signals(answer, desk)
    own = definitions_in(stated.lines, desk.known)
    near, results, names = outcome_of(desk, stated, own)
    lines = judge_lines(stated.computable(desk), desk, own, names)
    lines += tuple(map(left_open, stated.unread))
    return verdict_of(near, results, lines, stated.unread)


def _of_design(desk: Desk, answer: SubmittedAnswer) -> Finding:
    """Return the finding on an answer that is a unit or a network; all names are its own."""
    nobodys = replace(desk, known=SymbolTable())
    said, unread = said_in(answer, OpenTable(nobodys.known))
    lines = judge_lines(said, nobodys, Own(), ())
    if desk.problem.ask != designs.UNIT:
        lines += wrong_activations(desk.problem.given, said)
    return designs.judged_design(desk.problem, said, lines + tuple(map(left_open, unread)))

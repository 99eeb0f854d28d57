"""Which rule evaluates which type of node; a type that is missing has no exact value."""

from __future__ import annotations

from collections.abc import Callable

from symconv.latex import tree
from symconv.proof.evaluation import arithmetic, functions, structures, truth
from symconv.proof.evaluation.compiling import Code, Test
from symconv.proof.evaluation.extrema import big_code

CODE: dict[type[tree.Node], Callable[..., Code]] = {
    tree.Number: arithmetic.number_code,
    tree.Symbol: structures.symbol_code,
    tree.Indexed: structures.indexed_code,
    tree.Add: arithmetic.add_code,
    tree.Negative: arithmetic.negative_code,
    tree.Multiply: arithmetic.multiply_code,
    tree.Divide: arithmetic.divide_code,
    tree.Power: arithmetic.power_code,
    tree.Root: arithmetic.root_code,
    tree.Fence: arithmetic.fence_code,
    tree.Modulo: arithmetic.modulo_code,
    tree.Delta: arithmetic.delta_code,
    tree.Factorial: arithmetic.factorial_code,
    tree.Binomial: arithmetic.binomial_code,
    tree.Apply: functions.apply_code,
    tree.Iverson: structures.iverson_code,
    tree.Cases: structures.cases_code,
    tree.Matrix: structures.matrix_code,
    tree.Transposed: structures.transposed_code,
    tree.Tuple: structures.tuple_code,
    tree.Shape: structures.tuple_code,
    tree.SetOf: structures.set_code,
    tree.Norm: structures.norm_code,
    tree.Labelled: structures.inner_code,
    tree.Boxed: structures.inner_code,
    tree.Big: big_code,
}
TEST: dict[type[tree.Node], Callable[..., Test]] = {
    tree.Chain: truth.chain_test,
    tree.Logic: truth.logic_test,
    tree.Not: truth.not_test,
    tree.Quantified: truth.quantified_test,
}

r"""The output of a shifted image, deduced from a known one without knowing the weights.

Convolutions on a circle commute with shifts, entry-wise activations do too, and a global mean
forgets them (`circular_equivariance`). So if the image is a known one that was moved on the torus,
its output is known; where no known image fits, the data do not determine the output, and that is
what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from symconv.errors import GivenError, WitnessError
from symconv.kernels import conv, global_avg_pool, relu
from symconv.notation import Domain, SymbolTable, scalars, tensors
from symconv.proof.author import define, statement, step
from symconv.proof.derivation import Answer, Derivation, Step, Witness
from symconv.theorems.answers import box
from symconv.theorems.circular_equivariance import circular_equivariance
from symconv.theorems.givens import Nested, array, integer, shape
from symconv.theorems.tensors import Array, exact_value, given, number, to_array

CONVENTION = (
    "Every convolution has stride 1 and circular padding on one side or on both, which together "
    "keep the size; activations work entry by entry; the last layers read the global mean."
)


def output_of_shifted_image(
    *,
    known: Sequence[Sequence[Sequence[object]]],
    outputs: Sequence[Sequence[object]],
    image: Sequence[Sequence[object]],
    kernel_size: int = 2,
    padding: int = 1,
) -> Derivation:
    r"""Return the derivation of the output for ``image`` from ``known`` images and ``outputs``.

    ``padding`` is that of both sides together. Raises GivenError where the data do not determine
    the output: an image of another size, one that is no known image moved, or a padding that does
    not close the circle.

    >>> first = [[1, 0, 0], [0, 0, 0]]
    >>> found = output_of_shifted_image(known=[first], outputs=[["4/5", 0]],
    ...                                 image=[[0, 0, 0], [0, 1, 0]])
    >>> found.answer.value
    (Fraction(4, 5), 0)
    """
    images = _images(known, outputs)
    values = array(outputs, "outputs")
    wanted = _image(image, "image")
    k = integer(kernel_size, "kernel_size", least=1)
    p = integer(padding, "padding", least=0)
    if p != k - 1:
        raise GivenError(
            f"with a kernel of {k} and {p} samples of padding n positions become n + {p - k + 1}: "
            "no circle, so shifts may change the mean, and the data do not determine the output",
            remedy=f"use padding: {k - 1}, both sides together",
            given="padding",
        )
    which, shift = _match(images, wanted)
    found = values[which]
    assert isinstance(found, tuple)
    names, olds = ([f"{x}^{{({c})}}" for c in range(len(found))] for x in "rg")
    lemma = circular_equivariance()
    symbols = lemma.symbols.extended(
        scalars("j", Domain.INTEGER),
        scalars(" ".join([*names, *olds])),
        tensors("X Z", rank=2),
    )
    demands = [f"{new} = {old}" for new, old in zip(names, olds, strict=True)]
    sizes = images[which].shape
    ranges = [rf"0 \le {letter} \le {n - 1}" for letter, n in zip("ij", sizes, strict=True)]
    return Derivation(
        name="output_of_shifted_image",
        title="Output of a shifted image",
        symbols=symbols,
        conventions=(CONVENTION,),
        hypotheses=tuple((h, statement(h, symbols)) for h in ranges),
        demands=tuple((d, statement(d, symbols)) for d in demands),
        definitions=(
            given("X", _nested(images[which]), f"known image {which + 1}"),
            given("Z", _nested(wanted), "the image in question"),
            *(
                define(f"{old} := {_latex(v)}", f"output for known image {which + 1}", symbols)
                for old, v in zip(olds, found, strict=True)
            ),
        ),
        lemmas={"equivariance": lemma},
        steps=tuple(_steps(sizes, shift, k, p, symbols)),
        answer=Answer(
            box([f"{n} = {_latex(v)}" for n, v in zip(names, found, strict=True)]),
            exact_value(to_array(found)),
        ),
        witness=Witness(
            "networks with random weights on both images, by the kernels",
            lambda: _check(images[which], wanted, k, p),
        ),
    )


def _steps(
    sizes: tuple[int, ...], shift: tuple[int, ...], k: int, p: int, symbols: SymbolTable
) -> list[Step]:
    kept = [
        step(f"{n} + {p} - {k} + 1 = {n}", "each convolution keeps the circle", symbols)
        for n in dict.fromkeys(sizes)
    ]
    places = ", ".join(
        rf"\left(\left({letter} - {by}\right) \bmod {n}\right)" if by else letter
        for letter, by, n in zip("ij", shift, sizes, strict=True)
    )
    moved = step(
        rf"Z_{{i, j}} = X_{{{places}}}",
        "the image is the known one, moved on the torus: every feature map moves with it, and the "
        "mean stays",
        symbols,
    )
    return [*kept, moved]


def _images(known: object, outputs: object) -> list[Array]:
    stack = array(known, "known")
    if len(shape(stack)) != 3:
        raise GivenError("known must be a list of images", given="known")
    values = array(outputs, "outputs")
    if len(shape(values)) != 2 or len(values) != len(stack):
        raise GivenError(
            f"outputs must hold one list per known image, {len(stack)} in all", given="outputs"
        )
    return list(to_array(stack))


def _image(value: object, name: str) -> Array:
    entries = array(value, name)
    if len(shape(entries)) != 2:
        raise GivenError(f"{name} must be one image", given=name)
    return to_array(entries)


def _match(images: Sequence[Array], wanted: Array) -> tuple[int, tuple[int, ...]]:
    """Return a known image and the shift that turns it into the wanted one."""
    for which, image in enumerate(images):
        if image.shape != wanted.shape:
            sizes = ["x".join(map(str, a.shape)) for a in (wanted, image)]
            raise GivenError(
                f"the image is {sizes[0]} and the known ones are {sizes[1]}: no shift makes one of "
                "the other, so the data do not determine the output",
                remedy=f"give an image of {sizes[1]}",
                given="image",
            )
        for shift in product(*map(range, image.shape)):
            if np.array_equal(np.roll(image, shift, (0, 1)), wanted):
                return which, shift
    raise GivenError(
        "the image is no known image that was moved, so the data do not determine the output",
        remedy="give a known image that differs by a shift only",
        given="image",
    )


def _nested(image: Array) -> tuple[Nested, ...]:
    return tuple(tuple(row) for row in image.tolist())


def _latex(value: Nested) -> str:
    from symconv.latex import tex

    assert not isinstance(value, tuple)
    return tex.write(number(value))


def _check(one: Array, other: Array, k: int, p: int) -> int:
    """Run random networks of two convolutions on both images."""
    random, cases = np.random.default_rng(0), 0
    options = {"padding": ((0, p), (p, 0)), "padding_mode": "circular"}
    for _ in range(12):
        first, second = (random.normal(size=(2, c, k, k)) for c in (1, 2))
        means = []
        for image in (one, other):
            x = image.astype(float)[None, None]
            hidden = relu(conv(x, first, **options))  # type: ignore[arg-type]
            means.append(global_avg_pool(relu(conv(hidden, second, **options))))  # type: ignore[arg-type]
        if not np.allclose(means[0], means[1], rtol=1e-12, atol=1e-12):
            raise WitnessError(f"the means differ: {means}")
        cases += 1
    return cases

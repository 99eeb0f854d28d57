"""Window arithmetic against counting: every size is the number of windows one can lay."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import Mod, Rational, Symbol, floor, symbols

from symconv.algebra.same_padding import same, same_lower, same_upper
from symconv.algebra.window import Window
from symconv.errors import ShapeError

small = st.integers(1, 6)
windows = st.builds(
    Window, small, small, st.tuples(st.integers(-2, 5), st.integers(-2, 5)), st.integers(1, 4)
)


def placed(window: Window, n: int) -> list[int]:
    """Return every start, in padded coordinates, at which the dilated kernel fits inside."""
    padded = n + window.before + window.after
    reach = window.dilation * (window.kernel_size - 1)
    return [start for start in range(0, max(padded, 0), window.stride) if start + reach < padded]


def stamped(window: Window, m: int) -> set[int]:
    """Return where m stamps land on the full, uncropped result."""
    k, s, d = window.kernel_size, window.stride, window.dilation
    return {s * i + d * t for i in range(m) for t in range(k)}


@given(windows, st.integers(1, 30))
def test_out_size_counts_the_windows_that_fit(window: Window, n: int) -> None:
    starts = placed(window, n)
    if starts:
        assert window.out_size(n) == len(starts)
    else:
        with pytest.raises(ShapeError, match=r"violates n \+ p \+ q >= d\(k-1\) \+ 1"):
            window.out_size(n)


@given(windows, st.integers(1, 30))
def test_dropped_counts_the_samples_behind_the_last_window(window: Window, n: int) -> None:
    starts = placed(window, n)
    assume(starts)
    last = starts[-1] + window.dilation * (window.kernel_size - 1)
    assert window.dropped(n) == n + window.before + window.after - 1 - last


@given(windows, st.integers(1, 30))
def test_taps_are_the_positions_of_the_window(window: Window, n: int) -> None:
    starts = placed(window, n)
    assume(starts)
    for o, start in enumerate(starts):
        cells = range(start, start + window.span, window.dilation)
        assert list(window.taps(o)) == [cell - window.before for cell in cells]


@given(windows, st.integers(1, 30))
def test_strict_size_exists_only_when_nothing_is_dropped(window: Window, n: int) -> None:
    assume(placed(window, n))
    if window.dropped(n):
        with pytest.raises(ShapeError, match="not an integer: invalid under exact division"):
            window.strict_out_size(n)
    else:
        assert window.strict_out_size(n) == window.out_size(n)


@given(windows, st.integers(1, 12), st.integers(0, 5))
def test_transposed_size_counts_the_kept_part_of_the_full_result(
    window: Window, m: int, extra: int
) -> None:
    assume(extra < max(window.stride, window.dilation))
    full = max(stamped(window, m)) + 1
    kept = range(window.before, full - window.after + extra)
    if len(kept):
        assert window.transposed_size(m, extra) == len(kept)
    else:
        with pytest.raises(ShapeError, match="crops the whole result"):
            window.transposed_size(m, extra)


@given(windows, st.integers(1, 30))
def test_output_padding_is_the_only_one_that_gives_the_size_back(window: Window, n: int) -> None:
    assume(placed(window, n))
    m = len(placed(window, n))
    base = max(stamped(window, m)) + 1 - window.before - window.after
    assert [op for op in range(window.stride) if base + op == n] == [window.output_padding_for(n)]


@given(small, st.integers(1, 4), st.integers(1, 30))
def test_torch_same_keeps_the_size_with_the_odd_pad_behind(k: int, d: int, n: int) -> None:
    window = same(k, dilation=d)
    assert len(placed(window, n)) == n
    assert window.after - window.before in (0, 1)


@given(small, small, st.integers(1, 3), st.integers(1, 30))
def test_same_upper_and_lower_give_one_output_per_stride(k: int, s: int, d: int, n: int) -> None:
    upper, lower = same_upper(n, k, s, d), same_lower(n, k, s, d)
    assert len(placed(upper, n)) == len(placed(lower, n)) == -(-n // s)
    assert upper.padding == lower.padding[::-1]
    assert upper.after - upper.before in (0, 1)
    smaller = Window(k, s, (upper.before, upper.after - 1), d)
    assert upper.after == 0 or len(placed(smaller, n)) < -(-n // s)


def test_symbols_give_the_textbook_formulas() -> None:
    H, K, S, P = symbols("H K S P", integer=True, positive=True)
    window = Window(K, S, P)
    assert window.out_size(H) == floor((H + 2 * P - K) / S) + 1
    assert window.output_padding_for(H) == Mod(H + 2 * P - K, S)
    assert window.strict_out_size(H) == (H + 2 * P - K) / S + 1
    assert window.transposed_size(H) == (H - 1) * S - 2 * P + K


@given(windows, st.integers(1, 30))
def test_a_number_is_the_symbolic_result_evaluated(window: Window, n: int) -> None:
    assume(placed(window, n))
    names = symbols("k s p q d", integer=True)
    k, s, p, q, d = names
    N = Symbol("n", integer=True)
    values = dict(zip(names, window.numbers(), strict=True)) | {N: n}
    general = Window(k, s, (p, q), d)
    assert general.out_size(N).subs(values) == window.out_size(n)
    assert general.dropped(N).subs(values) == window.dropped(n)
    assert (
        general.transposed_size(N).subs(values)
        == (n - 1) * window.stride - window.before - (window.after) + window.span
    )


def test_symbolic_same_padding_takes_a_maximum() -> None:
    n, k = symbols("n k", integer=True, positive=True)
    total = sum(same_upper(n, k, 2).padding)
    for size in range(1, 9):
        for kernel in range(1, 6):
            expected = max((-(-size // 2) - 1) * 2 + kernel - size, 0)
            assert total.subs({n: size, k: kernel}) == expected


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Window(0), "kernel_size=0 violates kernel_size >= 1"),
        (lambda: Window(3, stride=0), "stride=0 violates stride >= 1; .*use stride=1"),
        (lambda: Window(3, dilation=-1), "dilation=-1 violates dilation >= 1"),
        (lambda: Window(3).out_size(0), "n=0 violates n >= 1"),
        (lambda: Window(5).out_size(3), r"spans 5 > 3 = padded input 3.*n=5, or pad 2 more"),
        (lambda: Window(5).out_size(3), "or use kernel_size=3"),
        (lambda: Window(3, dilation=3, padding=1).out_size(3), r"7 > 5 = padded input 3\+2·1"),
        (lambda: Window(3, dilation=3, padding=1).out_size(3), "kernel_size=2, or use dilation=2"),
        (lambda: Window(3, padding=(-1, 0)).out_size(3), r"padded input 3\+-1\+0"),
        (lambda: Window(3, padding=(-4, 0)).out_size(3), "enlarge the input to n=7, or pad 4 more"),
        (
            lambda: Window(5, stride=2).strict_out_size(32),
            r"\(32−5\)/2 is not an integer: invalid under exact division; 14 with floor; .*"
            r"use n=31, or use n=33, or pad 1 more, or read the division as floor \(1 dropped\)",
        ),
        (lambda: Window(3, 4, 1).strict_out_size(2), r"\(2\+2·1−3\)/4 .*: use n=1, or use n=5"),
        (lambda: Window(2, 5, (1, 2)).strict_out_size(1), r"\(1\+1\+2−2\)/5.*: use n=4, or pad 3"),
        (
            lambda: Window(3, 2).transposed_size(4, 2),
            "output_padding=2 violates .* = 2; .*use output",
        ),
        (lambda: Window(3, 2).transposed_size(4, -1), "output_padding=-1 violates 0 <="),
        (lambda: Window(3, padding=3).transposed_size(2), r"size -2 violates .* pad 3 less"),
        (lambda: Window(3).transposed_size(0), "m=0 violates m >= 1"),
        (lambda: same(3, stride=2), "padding='same' with stride=2 violates stride = 1"),
    ],
)
def test_an_illegal_window_names_the_inequality_and_the_repairs(call: object, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        call()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Window(2.5), "kernel_size=2.5 is not an integer"),
        (lambda: Window(Rational(1, 2)), "kernel_size=1/2 is not an integer"),
        (lambda: Window(3, Symbol("S")), "stride=S is not known to be an integer; declare"),
        (lambda: Window(3, padding=(1, 2, 3)), r"padding=\(1, 2, 3\) of one axis"),
        (lambda: Window(3).out_size("9"), "n='9' is not an integer"),
    ],
)
def test_what_is_not_an_integer_is_refused(call: object, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        call()  # type: ignore[operator]


@given(windows, st.integers(1, 20))
def test_the_advised_repairs_do_repair(window: Window, n: int) -> None:
    assume(not placed(window, n))
    short = window.span - n - window.before - window.after
    assert Window(*window.numbers()[:2], (window.before, window.after + short), window.dilation)
    assert window.out_size(n + short) == 1


def test_an_open_inequality_of_symbols_is_not_decided() -> None:
    n, s = symbols("n s", integer=True, positive=True)
    assert Window(100, s).out_size(n) == floor((n - 100) / s) + 1
    with pytest.raises(ShapeError, match=r"stride=-s violates"):
        Window(3, -s)
    with pytest.raises(ShapeError, match=r"enlarge the input to n=.*, or pad"):
        Window(n + 3, 1).out_size(n)

r"""Two results as Coq texts, for readers who want another kernel to check them.

*Defines* `coq_of_contradiction` (no threshold unit has a table) and `coq_of_folds` (L layers
:math:`|2 x - 1|` in d coordinates take every value of the open cube at exactly :math:`2^{L d}`
points, for all L and d). The texts use the standard library alone; whoever has ``coqc`` compiles
them as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from symconv.algebra.logic.separable import decide
from symconv.algebra.logic.truth_table import Point
from symconv.algebra.logic.verdicts import Contradiction
from symconv.errors import GivenError
from symconv.theorems import logic_givens as givens

HEADER = "From Coq Require Import Reals Lra.\nOpen Scope R_scope.\n\n"


def coq_of_contradiction(*, table: Sequence[int], rule: str = ">=", name: str = "table") -> str:
    """Return a Coq text that no weights have a table, from the rows that contradict each other.

    Raises GivenError for a table that a threshold unit has.

    >>> print(coq_of_contradiction(table=[0, 1, 1, 0], name="xor"))
    From Coq Require Import Reals Lra.
    Open Scope R_scope.
    <BLANKLINE>
    Theorem xor : forall w1 w2 b : R,
      ~ (w2 + b >= 0 /\\ w1 + b >= 0 /\\ b < 0 /\\ w1 + w2 + b < 0).
    Proof. intros. lra. Qed.
    <BLANKLINE>
    """
    wanted, when = givens.table(table), givens.rule(rule)
    found = decide(wanted)
    if not isinstance(found, Contradiction):
        raise GivenError("a threshold unit has this table", given="table")
    signs = {1: when, 0: "<" if when == ">=" else "<="}
    rows = [
        f"{_sum(wanted.points[row])} {signs[wanted.values[row]]} 0" for row in found.multipliers
    ]
    weights = " ".join(f"w{i}" for i in range(1, wanted.variables + 1))
    claim = " /\\ ".join(rows)
    return (
        f"{HEADER}Theorem {givens.label(name, 'name')} : forall {weights} b : R,\n"
        f"  ~ ({claim}).\nProof. intros. lra. Qed.\n"
    )


def _sum(point: Point) -> str:
    return " + ".join([f"w{i}" for i, x in enumerate(point, start=1) if x] + ["b"])


def coq_of_folds() -> str:
    """Return the Coq text about stacked folds: all points of a value, their number, no repetition.

    >>> coq_of_folds().count("Theorem ")
    6
    """
    return FOLDS


FOLDS = r"""From Coq Require Import Reals Lra List Lia Arith.
Import ListNotations.
Open Scope R_scope.

(* One coordinate: the layer, its two inverse branches, the interval that is identified. *)
Definition crease (x : R) : R := Rabs (2 * x - 1).
Definition right_of (y : R) : R := (1 + y) / 2.
Definition left_of (y : R) : R := (1 - y) / 2.
Definition inside (y : R) : Prop := 0 < y < 1.

Fixpoint stack (n : nat) (x : R) : R :=
  match n with O => x | S k => stack k (crease x) end.

(* The points that a stack of n layers sends to y. *)
Fixpoint fibre (n : nat) (y : R) : list R :=
  match n with
  | O => [y]
  | S k => map right_of (fibre k y) ++ map left_of (fibre k y)
  end.

Lemma one_layer : forall x y, inside y -> (crease x = y <-> x = right_of y \/ x = left_of y).
Proof.
  intros x y [low high]. unfold crease, right_of, left_of, Rabs.
  destruct (Rcase_abs (2 * x - 1)) as [negative | positive]; split; intro h.
  - right; lra.
  - destruct h as [h | h]; lra.
  - left; lra.
  - destruct h as [h | h]; lra.
Qed.

(* The condition for layers to multiply: points of the fibre lie in the interval again. *)
Lemma stays : forall n y, inside y -> forall x, In x (fibre n y) -> inside x.
Proof.
  induction n as [| n IH]; simpl; intros y hy x h.
  - destruct h as [h | h]; [rewrite <- h; exact hy | destruct h].
  - apply in_app_iff in h.
    destruct h as [h | h]; apply in_map_iff in h; destruct h as [z [e hz]];
      destruct (IH y hy z hz) as [low high]; rewrite <- e;
      unfold inside, right_of, left_of; split; lra.
Qed.

Theorem all_points : forall n x y, inside y -> (stack n x = y <-> In x (fibre n y)).
Proof.
  induction n as [| n IH]; intros x y hy; simpl.
  - split; intro h.
    + left; symmetry; exact h.
    + destruct h as [h | h]; [symmetry; exact h | destruct h].
  - split; intro h.
    + apply (proj1 (IH (crease x) y hy)) in h.
      assert (hz := stays n y hy (crease x) h).
      destruct (proj1 (one_layer x (crease x) hz) eq_refl) as [e | e].
      * rewrite e. apply in_app_iff. left. apply in_map. exact h.
      * rewrite e. apply in_app_iff. right. apply in_map. exact h.
    + apply (proj2 (IH (crease x) y hy)).
      apply in_app_iff in h. destruct h as [h | h]; apply in_map_iff in h; destruct h as [z [e hz]].
      * assert (c : crease x = z).
        { apply (proj2 (one_layer x z (stays n y hy z hz))). left. symmetry. exact e. }
        rewrite c. exact hz.
      * assert (c : crease x = z).
        { apply (proj2 (one_layer x z (stays n y hy z hz))). right. symmetry. exact e. }
        rewrite c. exact hz.
Qed.

Lemma length_joined : forall (A : Type) (l m : list A),
  length (l ++ m) = (length l + length m)%nat.
Proof.
  intros A l m. induction l as [| a l IH]; simpl; [reflexivity | rewrite IH; reflexivity].
Qed.

Lemma length_image : forall (A B : Type) (f : A -> B) (l : list A), length (map f l) = length l.
Proof.
  intros A B f l. induction l as [| a l IH]; simpl; [reflexivity | rewrite IH; reflexivity].
Qed.

Theorem how_many : forall n y, length (fibre n y) = (2 ^ n)%nat.
Proof.
  induction n as [| n IH]; intro y; simpl; [reflexivity |].
  rewrite length_joined, length_image, length_image, IH. lia.
Qed.

Lemma apart : forall (A : Type) (l m : list A),
  NoDup l -> NoDup m -> (forall x, In x l -> In x m -> False) -> NoDup (l ++ m).
Proof.
  intro A. induction l as [| a l IH]; simpl; intros m hl hm h; [exact hm |].
  inversion hl as [| b k ha hk]; subst. constructor.
  - intro i. apply in_app_iff in i.
    destruct i as [i | i]; [exact (ha i) | exact (h a (or_introl eq_refl) i)].
  - apply IH; [exact hk | exact hm | intros x i j; exact (h x (or_intror i) j)].
Qed.

Lemma image : forall (A B : Type) (f : A -> B) (l : list A),
  (forall x y, f x = f y -> x = y) -> NoDup l -> NoDup (map f l).
Proof.
  intros A B f l hf. induction l as [| a l IH]; simpl; intro h; [constructor |].
  inversion h as [| b k ha hk]; subst. constructor.
  - intro i. apply in_map_iff in i. destruct i as [z [e hz]]. apply hf in e.
    rewrite e in hz. exact (ha hz).
  - exact (IH hk).
Qed.

Theorem no_repetition : forall n y, inside y -> NoDup (fibre n y).
Proof.
  induction n as [| n IH]; intros y hy; simpl.
  - constructor; [intro i; destruct i | constructor].
  - apply apart.
    + apply image; [unfold right_of; intros; lra | exact (IH y hy)].
    + apply image; [unfold left_of; intros; lra | exact (IH y hy)].
    + intros x i j. apply in_map_iff in i. apply in_map_iff in j.
      destruct i as [a [ea ha]]. destruct j as [b [eb hb]].
      destruct (stays n y hy a ha) as [p q]. destruct (stays n y hy b hb) as [r s].
      unfold right_of in ea. unfold left_of in eb. lra.
Qed.

(* Several coordinates: all vectors of points, one for each coordinate of the value. *)
Fixpoint vectors (n : nat) (ys : list R) : list (list R) :=
  match ys with
  | [] => [[]]
  | y :: rest => flat_map (fun x => map (cons x) (vectors n rest)) (fibre n y)
  end.

Theorem all_vectors : forall n ys xs, Forall inside ys ->
  (In xs (vectors n ys) <-> Forall2 (fun x y => stack n x = y) xs ys).
Proof.
  intro n. induction ys as [| y ys IH]; intros xs h; simpl.
  - split; intro i.
    + destruct i as [i | i]; [rewrite <- i; constructor | destruct i].
    + inversion i; subst. left. reflexivity.
  - inversion h as [| b k hy hys]; subst. split; intro i.
    + apply in_flat_map in i. destruct i as [x [hx i]].
      apply in_map_iff in i. destruct i as [rest [e i]]. rewrite <- e. constructor.
      * apply (proj2 (all_points n x y hy)). exact hx.
      * apply (proj1 (IH rest hys)). exact i.
    + inversion i as [| x z rest zs e er]; subst. apply in_flat_map. exists x. split.
      * apply (proj1 (all_points n x (stack n x) hy)). reflexivity.
      * apply in_map. apply (proj2 (IH rest hys)). exact er.
Qed.

Lemma length_product : forall (A B : Type) (f : A -> list B) (c : nat) (l : list A),
  (forall a, length (f a) = c) -> length (flat_map f l) = (length l * c)%nat.
Proof.
  intros A B f c l h. induction l as [| a l IH]; simpl; [reflexivity |].
  rewrite length_joined, IH, h. reflexivity.
Qed.

Theorem how_many_vectors : forall n ys, length (vectors n ys) = (2 ^ (n * length ys))%nat.
Proof.
  intro n. induction ys as [| y ys IH]; simpl.
  - rewrite Nat.mul_0_r. reflexivity.
  - rewrite (length_product _ _ _ (2 ^ (n * length ys))%nat).
    + rewrite how_many, <- Nat.pow_add_r. f_equal. rewrite Nat.mul_succ_r. lia.
    + intro x. rewrite length_image. exact IH.
Qed.

Lemma all_apart : forall (A B : Type) (f : A -> list B) (l : list A),
  NoDup l -> (forall a, NoDup (f a)) -> (forall a b x, In x (f a) -> In x (f b) -> a = b) ->
  NoDup (flat_map f l).
Proof.
  intros A B f l hl hf h. induction l as [| a l IH]; simpl; [constructor |].
  inversion hl as [| b k ha hk]; subst. apply apart; [exact (hf a) | exact (IH hk) |].
  intros x i j. apply in_flat_map in j. destruct j as [b [hb j]].
  rewrite (h a b x i j) in ha. exact (ha hb).
Qed.

Theorem no_vector_twice : forall n ys, Forall inside ys -> NoDup (vectors n ys).
Proof.
  intro n. induction ys as [| y ys IH]; intro h; simpl.
  - constructor; [intro i; destruct i | constructor].
  - inversion h as [| b k hy hys]; subst. apply all_apart.
    + exact (no_repetition n y hy).
    + intro x. apply image; [| exact (IH hys)]. intros u v e. inversion e. reflexivity.
    + intros u v x i j. apply in_map_iff in i. apply in_map_iff in j.
      destruct i as [p [ep ip]]. destruct j as [q [eq iq]].
      rewrite <- ep in eq. inversion eq. reflexivity.
Qed.
"""

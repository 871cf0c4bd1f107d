"""Each rule of the work has its examples, and no example quotes a rule that is not there."""

from collections import Counter

from tests.domain.kinds import KINDS
from tests.domain.vectors import all_vectors, topics

from .rules import ids_of_rules, of_the_work

ENOUGH = 3


def test_each_rule_of_the_work_has_three_examples_and_one_at_its_edge() -> None:
    examples = Counter(vector.rule for _, vector in all_vectors())
    edges = {vector.rule for _, vector in all_vectors() if vector.edge}
    assert [rule for rule in of_the_work() if examples[rule] < ENOUGH] == []
    assert [rule for rule in of_the_work() if rule not in edges] == []


def test_every_rule_that_an_example_quotes_is_written_down() -> None:
    assert {vector.rule for _, vector in all_vectors()} - set(ids_of_rules()) == set()


def test_no_two_examples_say_the_same() -> None:
    lines = Counter(vector.line for _, vector in all_vectors())
    assert [line for line, count in lines.items() if count > 1] == []


def test_every_kind_of_example_has_somebody_to_ask() -> None:
    asked = {kind for kind, topic in topics().items() if topic.where != "phone"}
    assert asked == {*KINDS, "reading"}

"""Colours as numbers: what WCAG and ECMA-376 say can be checked by hand."""

from __future__ import annotations

import pytest

from deckgen.paint import Colour, Slot
from deckgen.theme.contrast import contrast, difference, distance, from_linear, linear, luminance, mixed

SCHEME: dict[Slot, str] = {"dk1": "000000", "lt1": "FFFFFF", "accent1": "4F81BD"}


def test_black_on_white_has_the_greatest_contrast_whichever_is_named_first() -> None:
    assert contrast("000000", "FFFFFF") == contrast("FFFFFF", "000000") == pytest.approx(21)


def test_the_darkest_grey_that_fails_on_white_is_the_one_of_wcags_examples() -> None:
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("767676", "FFFFFF") >= 4.5


def test_a_tint_is_that_far_on_the_way_to_white() -> None:
    assert mixed(Colour("dk1", tint=50), SCHEME) == "808080"
    assert mixed(Colour("dk1", tint=100), SCHEME) == "FFFFFF"


def test_a_shade_is_that_far_on_the_way_to_black() -> None:
    assert mixed(Colour("lt1", shade=25), SCHEME) == "BFBFBF"
    assert mixed(Colour("accent1"), SCHEME) == "4F81BD"


def test_light_and_numbers_are_turned_into_each_other() -> None:
    assert from_linear(linear("4F81BD")) == "4F81BD"
    assert luminance("FFFFFF") == pytest.approx(1)


def test_colours_are_further_apart_the_less_they_look_alike() -> None:
    assert distance("102030", "102030") == 0
    assert distance("1F5FBF", "1F5FC0") < distance("1F5FBF", "B3261E")


def test_black_and_white_differ_by_all_of_lightness() -> None:
    assert difference("000000", "FFFFFF") == pytest.approx(100, abs=0.01)
    assert difference("102030", "102030") == 0


def test_red_is_as_far_from_grey_as_cie_says() -> None:
    # L*a*b* of sRGB red is 53.24, 80.09, 67.20; of the grey of the same lightness 53.24, 0, 0.
    assert difference("FF0000", "7F7F7F") == pytest.approx(104.55, abs=0.1)

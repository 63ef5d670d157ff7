"""No burgerservicenummer anywhere (P-32). The numbers are the public test numbers, or made to pass the check."""

import time

import pytest
from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st

from stelsel import text
from stelsel.errors import Refused

BSN = "123456782"

NINE = st.from_regex(r"[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        BSN,
        "1234 56 782",
        "1234.56.782",
        "123-456-782",
        "123 456.782",
        "1 2 3 4 5 6 7 8 2",
        "１２３４５６７８２",
        "١٢٣٤٥٦٧٨٢",
        "123\u200b456\u00a0782",
        "123\u2009456\u2009782",
        "123 - 456 - 782",
        "123 / 456 / 782",
        f"BSN:{BSN}.",
        f"bsn{BSN}",
        f"({BSN})",
        f"{BSN} 2015",
        f"van 10.00 {BSN}",
        f"0 {BSN}",
        f"+{BSN}",
        f"bel +31 6 12345678 of {BSN}",
        f"+31 6 12345678 {BSN}",
        f"NL91 ABNA 0417 1643 00 {BSN}",
        f"978-90-446-3952-1 {BSN}",
        f"regel\n{BSN}\nregel",
    ],
)
def test_a_number_that_may_be_a_bsn_is_seen(typed: str) -> None:
    assert text.contains_bsn(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "123456781",
        "1234567821",
        "000000000",
        "+31 6 12345672",
        "0031 612345672",
        "+31 (0)6 12345672",
        "06-12345678",
        "071 516 30 00",
        "+32 470 12 34 56",
        f"NL{BSN}B01",
        "NL 1234.56.782.B.01",
        "NL91 ABNA 0417 1643 00 op naam van",
        "NL91ABNA0417164300",
        "GB82 WEST 1234 5698 7654 32",
        "978-90-446-3952-1",
        "9789044639521",
        "90-446-3952-3",
        "01-12-2026 9.30 uur",
        "2026-12-01 10:00",
        "12 2026 9.30",
        "€ 1.720.000,00",
        "2225 AB 12",
        "123456\n782",
    ],
)
def test_what_is_known_to_be_something_else_is_let_through(typed: str) -> None:
    assert not text.contains_bsn(typed)


@given(NINE, st.sampled_from(["{}", "a {} b", "({})", "nr. {}!", "{}\n", "x{}y"]))
def test_nine_digits_in_a_sentence_are_judged_by_the_elfproef(digits: str, sentence: str) -> None:
    assume(not digits.startswith("00"))
    assert text.contains_bsn(sentence.format(digits)) == text.passes_elfproef(digits)


@given(st.from_regex(r"[1-9][0-9]{7}", fullmatch=True))
def test_the_elfproef_sees_a_wrong_digit_and_a_swap(begin: str) -> None:
    check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), begin, strict=True)) % 11
    assume(check < 10)
    digits = f"{begin}{check}"
    assert text.passes_elfproef(digits)
    for place in range(9):
        other = str((int(digits[place]) + 1) % 10)
        assert not text.passes_elfproef(digits[:place] + other + digits[place + 1 :])
    swapped = digits[1] + digits[0] + digits[2:]
    assert swapped == digits or not text.passes_elfproef(swapped)


def test_the_refusal_says_how_to_go_on_and_never_repeats_the_number(edge: Flask) -> None:
    with edge.test_request_context("/"), pytest.raises(Refused) as caught:
        text.refuse_bsn(f"mijn nummer is {BSN}")
    with edge.test_request_context("/"):
        message = str(caught.value)
    assert "+31" in message
    assert "letter" in message
    assert not any(part in message for part in (BSN, BSN[:4], BSN[-4:]))


@given(st.text(st.sampled_from("0123456789 .-+()NLBX\n"), max_size=300))
def test_no_text_of_digits_breaks_the_search(typed: str) -> None:
    assert text.contains_bsn(typed) in {True, False}


@pytest.mark.parametrize("part", ["1", "1 ", "1-", "12.", "(", "+3", "NL12 ", "978-", "1" * 9 + "X ", "ab12cd34", "+ "])
def test_the_search_is_linear(part: str) -> None:
    """100 kB in a second or two (P-18): a quadratic search of this length takes minutes."""
    typed = part * (100_000 // len(part))
    began = time.process_time()
    text.contains_bsn(typed)
    assert time.process_time() - began < 10

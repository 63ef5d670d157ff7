"""P-17 under load: ten thousand forms and addresses with hostile input, from a fixed seed and from a new one."""

import random
import secrets
from collections import Counter

import pytest
from flask import Flask

from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.forms import filled, shown
from tests.promises.roles import fitting
from tests.promises.test_hostile import NASTY, QUERY_NAMES, answered
from tests.support.client import Clients
from tests.support.load import load

INPUTS = 10_000
FIXED = 20_261_201


@pytest.mark.long
@pytest.mark.parametrize("seed", [FIXED, pytest.param(None, id="new")])
def test_no_input_breaks(
    network: Flask, clients: Clients, real_pages: list[tuple[str, str]], seed: int | None, database_name: str
) -> None:
    seed = secrets.randbelow(2**32) if seed is None else seed
    chance = random.Random(seed)
    forms = [form for form in shown(network, clients, *real_pages) if form.offered]
    read = [door for door in doors(network) if door.method == "GET"]
    found: Counter[str] = Counter()
    inputs = load(INPUTS)
    for _input in range(inputs):
        if chance.random() < 0.5:
            form = chance.choice(forms)
            fields: dict[str, list[str]] = filled(form)
            for name in chance.sample(sorted(form.offered), chance.randint(1, len(form.offered))):
                fields[name] = [chance.choice(NASTY) for _value in range(chance.choice((1, 1, 1, 2)))]
            if status := answered(clients, form, fields):
                found[f"{form} {sorted(fields)}: {status}"] += 1
        else:
            door = chance.choice(read)
            names = chance.sample(QUERY_NAMES, chance.randint(1, 4))
            query = {name: [chance.choice(NASTY).encode("utf-8", "replace").decode()[:2000]] for name in names}
            answer = ask(clients[fitting(door.permission)[0]], door.address(OWN), query_string=query)
            if answer.status_code >= 500:
                found[f"{door} {query}: {answer.status_code}"] += 1
    print(f"{database_name}: {inputs:,} inputs from seed {seed}, {found.total()} faults")
    assert found == {}

"""The people and their employment in one act, without an event for each of them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import islice

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.definitions.units import BEFORE
from songhanh.demo.generation.authority import Authority
from songhanh.demo.generation.people import Worker
from songhanh.demo.loading.moments import LOADER, at
from songhanh.demo.loading.register import Register
from songhanh.enterprises.models import Enterprise
from songhanh.people.intake.rows import new_person, stretch
from songhanh.people.intake.statement import Statement
from songhanh.people.models import Employment, Person
from songhanh.people.models.identity import number_hash

NOW = at(date(2021, 12, 27), 8)
BATCH = 12_000
LOADED = "demo:people:loaded"
acts.TITLES[LOADED] = _("Nạp người lao động minh họa")


def load_people(authority: Authority, register: Register) -> int:
    """Write all who have worked since 15/12/2019; the event keeps how many and a hash over the list."""
    stated = _stated(authority, register)
    digest, count = sha256(), 0
    with acts.acting(LOADED, by=LOADER, now=NOW) as act:
        while batch := list(islice(stated, BATCH)):
            persons = [new_person(statement, _hash(statement)) for _, statement in batch]
            stored: list[Person] = acts.insert(persons, each=False)
            rows = [stretch(e, person, s) for person, (e, s) in zip(stored, batch, strict=True)]
            acts.insert(rows, each=False)
            for person in stored:
                digest.update(person.identity_hash.encode())
            count += len(batch)
        act.note("people.person", {}, {"people": count, "sha256": digest.hexdigest()})
    return count


def people_are_loaded() -> bool:
    """Whether there is anybody."""
    return Employment.objects.exists()


def _stated(authority: Authority, register: Register) -> Iterator[tuple[Enterprise, Statement]]:
    for enterprise, workers in authority.people():
        row = register.enterprises[enterprise.number]
        for worker in workers:
            yield row, _statement(worker)


def _statement(worker: Worker) -> Statement:
    return Statement(
        identity_kind=worker.paper,
        identity_country=worker.nationality,
        number=worker.number,
        employee_code=worker.employee_code,
        full_name=worker.name,
        birth_date=worker.birth_date,
        sex="F" if worker.female else "M",
        nationality=worker.nationality,
        origin_province=worker.province,
        origin_district=worker.district,
        origin_commune=worker.commune,
        origin_catalogue="" if worker.foreign else BEFORE,
        wage=Decimal(worker.wage),
        job=worker.job,
        contract=worker.contract,
        workshop=worker.workshop,
        line=worker.line,
        shift=worker.shift,
        joined_on=worker.joined_on,
        left_on=worker.left_on,
    )


def _hash(statement: Statement) -> str:
    return number_hash(statement.identity_kind, statement.identity_country, statement.number)

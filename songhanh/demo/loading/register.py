"""Parks, plots, enterprises, projects with certificates, contact points."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from songhanh.demo.generation.authority import Authority
from songhanh.demo.generation.enterprises import Enterprise as Invented
from songhanh.demo.generation.names import vietnamese_names
from songhanh.demo.generation.officers import GO_LIVE
from songhanh.demo.loading.moments import LOADER, at
from songhanh.enterprises.actions.certificates import add_certificates
from songhanh.enterprises.actions.contacts import add_contacts
from songhanh.enterprises.actions.enterprises import add_enterprises
from songhanh.enterprises.actions.projects import add_projects
from songhanh.enterprises.models import ContactPoint, Enterprise, InvestmentCertificate, Project
from songhanh.parks.actions.parks import add_parks
from songhanh.parks.actions.plots import add_plots
from songhanh.parks.models import IndustrialPark, Plot

NOW = at(GO_LIVE, 8)
AREA_A_HEAD = Decimal("0.0022")  # hectares


@dataclass(frozen=True)
class Register:
    """What stands in the database, by the generation's own keys."""

    parks: dict[str, IndustrialPark]  # by code
    enterprises: dict[int, Enterprise]  # by number
    projects: dict[str, Project]  # by code


def load_register(authority: Authority) -> Register:
    """Write the whole register."""
    parks = _parks(authority)
    enterprises = _enterprises(authority, parks)
    projects = _projects(authority, enterprises)
    _contacts(authority, enterprises)
    return Register(parks, enterprises, projects)


def read_register(authority: Authority) -> Register:
    """The register as it was loaded before."""
    by_code = {e.code: e for e in Enterprise.objects.select_related("park")}
    return Register(
        parks={park.code: park for park in IndustrialPark.objects.all()},
        enterprises={e.number: by_code[e.code] for e in authority.enterprises},
        projects={p.code: p for p in Project.objects.select_related("enterprise")},
    )


def _parks(authority: Authority) -> dict[str, IndustrialPark]:
    rows = [
        IndustrialPark(
            code=park.code,
            name=park.name,
            name_en=park.name_en,
            place=park.place,
            state=park.state,
            state_source=park.state_source,
            planned_area_ha=Decimal(park.area_ha) if park.area_ha else None,
            area_confidence=park.area_confidence,
            investor_kind=park.investor_kind,
            position=position,
            source=park.source,
        )
        for position, park in enumerate(authority.parks, 1)
    ]
    return {park.code: park for park in add_parks(parks=rows, by=LOADER, now=NOW)}


def _enterprises(authority: Authority, parks: dict[str, IndustrialPark]) -> dict[int, Enterprise]:
    invented = authority.enterprises
    plots = [
        Plot(park=parks[e.park.code], code=e.plot, area_ha=_area(e), purpose="Sản xuất công nghiệp")
        for e in invented
    ]
    add_plots(plots=plots, by=LOADER, now=NOW)
    rows = [_enterprise(each, parks[each.park.code]) for each in invented]
    stored = add_enterprises(enterprises=rows, plots=plots, by=LOADER, now=NOW)
    return {e.number: row for e, row in zip(invented, stored, strict=True)}


def _enterprise(invented: Invented, park: IndustrialPark) -> Enterprise:
    return Enterprise(
        code=invented.code,
        name=invented.name,
        short_name=invented.short_name,
        tax_code=invented.tax_code,
        park=park,
        sector=invented.trade.sector,
        trade=invented.trade.name,
        ownership=invented.ownership,
        country=invented.country,
        address=f"Lô {invented.plot}, {park.name}",
        phone=f"0229 000 {invented.number:04d}",
        email=f"vanphong@{invented.code}.example",
        operating_from=invented.operating_from,
    )


def _area(enterprise: Invented) -> Decimal:
    return max(Decimal("0.2"), (enterprise.heads * AREA_A_HEAD).quantize(Decimal("0.0001")))


def _projects(authority: Authority, enterprises: dict[int, Enterprise]) -> dict[str, Project]:
    rows = [
        Project(
            enterprise=enterprises[project.enterprise.number],
            code=project.code,
            name=project.name,
            sector=project.enterprise.trade.sector,
            currency=project.currency,
            registered_capital=project.certificates[-1].capital,
            started_on=project.started_on,
        )
        for project in authority.projects
    ]
    stored = {p.code: p for p in add_projects(projects=rows, by=LOADER, now=NOW)}
    last: dict[str, InvestmentCertificate] = {}
    for amendment in range(max(len(p.certificates) for p in authority.projects)):
        batch = []
        for project in authority.projects:
            if amendment < len(project.certificates):
                certificate = project.certificates[amendment]
                row = InvestmentCertificate(
                    project=stored[project.code],
                    number=certificate.number,
                    amendment=amendment,
                    amends=last.get(project.code),
                    issued_on=certificate.issued_on,
                    authority="Ban Quản lý (minh họa)",
                    registered_capital=certificate.capital,
                    content=certificate.content,
                )
                last[project.code] = row
                batch.append(row)
        add_certificates(certificates=batch, by=LOADER, now=NOW)
    return stored


def _contacts(authority: Authority, enterprises: dict[int, Enterprise]) -> None:
    rng = Random(f"{authority.seed} contacts")
    names = vietnamese_names([rng.random() < 0.7 for _ in authority.enterprises], rng)
    rows = [
        ContactPoint(
            enterprise=enterprises[invented.number],
            full_name=name,
            position=rng.choice(("Trưởng phòng Hành chính", "Kế toán trưởng", "Nhân viên tổng hợp")),
            phone=f"0229 000 {invented.number:04d}",
            email=f"dau-moi@{invented.code}.example",
            focal=True,
            since=date(2019, 12, 16),
        )
        for invented, name in zip(authority.enterprises, names, strict=True)
    ]
    add_contacts(contacts=rows, by=LOADER, now=NOW)

"""The hashed lists agree: whoever adds the tools or Spark to the product changes none of its versions."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pins(name: str) -> dict[str, str]:
    """Package → version; every one has a hash."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found = re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)(.*(?:\n +--hash=sha256:[0-9a-f]{64}.*)*)", text, re.M
    )
    assert found
    assert all("--hash=" in rest for _, _, rest in found)
    return {package: version for package, version, _ in found}


@pytest.mark.parametrize("name", ["dev", "spark"])
def test_more_is_installed_beside_the_product_at_the_products_versions(name: str) -> None:
    base, more = pins("base"), pins(name)
    assert {package: more.get(package) for package in base} == base


def test_spark_is_an_extra_of_two_packages_and_its_build_is_pinned() -> None:
    assert pins("spark").keys() - pins("base").keys() == {"pyspark", "py4j"}
    assert pins("spark-build").keys() == {"setuptools"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert [each.split("~=")[0] for each in project["optional-dependencies"]["spark"]] == ["pyspark"]
    assert not any(each.startswith("pyspark") for each in project["dependencies"])

"""English is complete: every string marked for translation, in code and templates, has a finished entry."""

import gettext
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog

from .tree import PACKAGE, ROOT


def load() -> ModuleType:
    """bin/catalogue.py, which is no package."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "bin" / "catalogue.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["catalogue"] = module
    spec.loader.exec_module(module)
    return module


catalogue = load()


def test_every_string_has_its_english() -> None:
    messages = catalogue.messages_in(PACKAGE)
    assert messages
    assert catalogue.faults(messages, catalogue.catalogue(catalogue.PO)) == []


def test_strings_are_found_in_code_and_templates() -> None:
    code = (
        'x = _("Khu công nghiệp")\ny = ngettext("%(n)s dòng", "%(n)s dòng", n)\nz = pgettext("nút", "Gửi")\n'
    )
    found = [(message.texts, message.context) for message in catalogue.messages_of(code, "a.py")]
    assert found == [(("Khu công nghiệp",), None), (("%(n)s dòng", "%(n)s dòng"), None), (("Gửi",), "nút")]
    aliased = 'from django.utils.translation import gettext as _now\nx = _now("Ban trả lời")\n'
    assert [message.texts for message in catalogue.messages_of(aliased, "a.py")] == [("Ban trả lời",)]
    page = (
        '<p>{% translate "Nộp báo cáo" %}\n'
        "{% blocktranslate trimmed with x=y %}\n  Kỳ {{ x }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=n %}{{ n }} người{% plural %}{{ n }} người{% endblocktranslate %}"
        '{{ form|default:_("chưa có") }}</p>'
    )
    texts = [message.texts for message in catalogue.messages_of(page, "songhanh/a/templates/a.html")]
    assert texts == [("Nộp báo cáo",), ("Kỳ %(x)s",), ("%(n)s người", "%(n)s người"), ("chưa có",)]


def test_missing_empty_fuzzy_and_half_entries_are_found() -> None:
    code = '_("thiếu")\n_("rỗng")\n_("ngờ")\n_("đủ")\nngettext("một", "nhiều", n)\n'
    english = Catalog(locale="en")
    english.add("rỗng", "")
    english.add("ngờ", "doubt", flags=["fuzzy"])
    english.add("đủ", "enough")
    english.add("một", "one")
    lines = catalogue.faults(list(catalogue.messages_of(code, "a.py")), english)
    assert [line.split(":")[1] for line in lines] == ["1", "2", "3", "5"]


def test_compiled_catalogue_answers_in_english(tmp_path: Path) -> None:
    po = tmp_path / "django.po"
    po.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Kỳ"\nmsgstr "Period"\n'
    )
    assert catalogue.compile_catalogue(po)
    assert not catalogue.compile_catalogue(po)
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Kỳ") == "Period"


def test_update_keeps_known_english_and_drops_what_is_unused(tmp_path: Path) -> None:
    po = tmp_path / "django.po"
    code = '_("Kỳ")\nngettext("một %s", "nhiều %s", n)\npgettext("nút", "Gửi")\n'
    messages = list(catalogue.messages_of(code, "a.py"))
    catalogue.update(po, messages)
    assert len(catalogue.faults(messages, catalogue.catalogue(po))) == 3
    po.write_text(po.read_text().replace('msgid "Kỳ"\nmsgstr ""', 'msgid "Kỳ"\nmsgstr "Period"'))
    catalogue.update(po, messages[:1])
    kept = catalogue.catalogue(po)
    assert [(m.id, m.string) for m in kept if m.id] == [("Kỳ", "Period")]
    catalogue.update(po, list(catalogue.messages_of('ngettext("Kỳ", "Kỳ", n)\n', "a.py")))
    assert [m.string for m in catalogue.catalogue(po) if m.id] == [("", "")]

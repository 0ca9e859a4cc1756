"""The one API: who may ask, the slices' operations, how a no is said. Described by ``/api/v1/openapi.json``."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from songhanh import __version__
from songhanh.config import exports_api
from songhanh.config.search import api as search
from songhanh.core.api import audit, tasks
from songhanh.core.api.auth import SESSION, TOKEN
from songhanh.core.api.bodies import StrictParser
from songhanh.core.api.problems import MEDIA_TYPE, PLAIN, Problem, say_no
from songhanh.documents import api as documents
from songhanh.enterprises import api as enterprises
from songhanh.epidemic import api as epidemic
from songhanh.gate import api as gate
from songhanh.parks import api as parks
from songhanh.people import api as people
from songhanh.presence import api as presence
from songhanh.reporting import api as reporting

# What any operation may answer beside its own: without a token, without permission, outside of scope, refused by
# a rule, too big, not as described. Declared once, so that none is forgotten.
NOS = {400, 401, 403, 404, 405, 409, 413, 422, 429}

WAIT = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 1}}}


class Letters(JSONRenderer):
    """Vietnamese letters as they are, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Describes every no as a problem (RFC 9457), and that a session only reads."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description with what is common to all operations."""
        described = super().get_openapi_schema(**given)
        described["components"]["schemas"]["Problem"] = _problem_schema()
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in described["paths"].values():
            for method, operation in methods.items():
                for status in sorted(NOS):
                    operation["responses"][status] = {"description": PLAIN[status][0], "content": content}
                operation["responses"][429]["headers"] = WAIT
                if method != "get":
                    operation["security"] = [{TOKEN.__class__.__name__: []}]
        return described


def _problem_schema() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    parts = schema.pop("$defs")
    schema["properties"]["errors"]["items"] = parts["Wrong"]
    return schema


api = Api(
    title="Song Hành",
    version=__version__,
    description=str(_("Đọc sổ đăng ký, báo cáo, số liệu; nhập, nộp, duyệt báo cáo.")),
    urls_namespace="api",
    docs_url=None,
    renderer=Letters(),
    parser=StrictParser(),
    auth=[TOKEN, SESSION],
)
say_no(api)
for router in (
    parks.router,
    *enterprises.routers,
    people.router,
    *reporting.routers,
    *gate.routers,
    *presence.routers,
    *epidemic.routers,
    documents.router,
    audit.router,
    tasks.router,
    exports_api.router,
    search.router,
):
    api.add_router("", router)

"""The API as its own description has it, tried by schemathesis: whatever is sent, nothing ends as a fault."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from tests.ui.fake_assistant import FakeAssistant
from ui.app import create_app

app = create_app(FakeAssistant())
schema = schemathesis.openapi.from_asgi("/openapi.json", app)

# 503 says that the state of the archive does not allow it; all else from 500 on is a fault of the software.
WITHOUT = ("/health",)


@pytest.mark.slow
@schema.exclude(path=WITHOUT).parametrize()
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_nothing_that_is_sent_ends_as_a_fault(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error])


def test_every_route_says_what_it_does_and_gives() -> None:
    operations = [
        (path, operation) for path, methods in app.openapi()["paths"].items() for operation in methods.values()
    ]
    assert [path for path, operation in operations if not operation.get("summary")] == []
    assert [path for path, operation in operations if not operation.get("description")] == []


@pytest.mark.parametrize("name", ["AskCreate", "ReviewCreate", "DraftCreate", "ProblemPublic"])
def test_what_is_sent_has_an_example(name: str) -> None:
    assert app.openapi()["components"]["schemas"][name].get("examples")

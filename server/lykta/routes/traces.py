"""How long each request took, told to a collector (`LYKTA_TRACES`), and nothing of who asked.

What OpenTelemetry would tell by itself is much: addresses, paths with their ids, queries, what
browsers call themselves, the words of errors. Only what stands in TOLD leaves the desk. Only
imported where it is asked for.
"""

from typing import Any

from litestar.plugins.opentelemetry import OpenTelemetryConfig
from litestar.types import Middleware, Scope
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.semconv.attributes.http_attributes import HTTP_ROUTE
from opentelemetry.trace import get_current_span

from lykta import __version__
from lykta.routes.state import Asked

TOLD = frozenset(
    {
        HTTP_ROUTE,
        "http.method",
        "http.request.method",
        "http.status_code",
        "http.response.status_code",
    }
)


class _Discreet(BatchSpanProcessor):
    def on_end(self, span: ReadableSpan) -> None:
        super().on_end(only_told(span))


def only_told(span: ReadableSpan) -> ReadableSpan:
    """The same stretch of time, without events, links, and all that is not in TOLD."""
    attributes = span.attributes or {}
    return ReadableSpan(
        name=span.name,
        context=span.context,
        resource=span.resource,
        attributes={name: value for name, value in attributes.items() if name in TOLD},
        kind=span.kind,
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _nameless(scope: Scope) -> tuple[str, dict[Any, str]]:
    """Before anything is routed there is only the path that was asked for, with its ids."""
    return str(scope.get("method", "")), {}


def named(request: Asked) -> None:
    """Once it is known which door was meant, as `/api/{kind}/{id}`."""
    door = f"{request.method} {request.scope['path_template']}"
    span = get_current_span()
    span.update_name(door)
    span.set_attribute(HTTP_ROUTE, door)


def tracing(collector: str) -> Middleware:
    """`collector`: where traces are posted, as http://127.0.0.1:4318/v1/traces."""
    whose = Resource({"service.name": "lykta", "service.version": __version__})
    provider = TracerProvider(resource=whose)
    provider.add_span_processor(_Discreet(OTLPSpanExporter(endpoint=collector)))
    return OpenTelemetryConfig(
        tracer_provider=provider,
        scope_span_details_extractor=_nameless,
        exclude_spans=["receive", "send"],
    ).middleware

"""Counts of work done, for Prometheus: never a person, a team, a source, or what was dropped."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, generate_latest


class Counts:
    """What this process has done since it started.

    What is dropped because somebody was not told or said no is counted like all else that was
    received: otherwise one line sent and one look at the counter would tell who said no.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "worthwhile_http_requests",
            "Requests answered.",
            ("route", "status"),
            registry=self.registry,
        )
        self._received = Counter(
            "worthwhile_observations_received",
            "Observations read.",
            ("route",),
            registry=self.registry,
        )
        self._rejected = Counter(
            "worthwhile_observations_rejected",
            "Observations refused.",
            ("route",),
            registry=self.registry,
        )

    def answered(self, route: str, status: int) -> None:
        """A request was answered."""
        self._requests.labels(route, str(status)).inc()

    def took(self, route: str, received: int, rejected: int) -> None:
        """A delivery was read: how much was received in all, and how much of it refused."""
        self._received.labels(route).inc(received)
        self._rejected.labels(route).inc(rejected)

    def text(self) -> bytes:
        """All of it, in Prometheus' own format."""
        return generate_latest(self.registry)

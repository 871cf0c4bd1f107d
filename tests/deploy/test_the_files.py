"""What an operator installs, run from these very files: the proxy in front of two desks, the
services' sandbox as systemd judges it.
"""

import asyncio
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import httpx
import pytest
import yaml

from tests.desk import RunningDesk, free_port
from tests.plugs.crew import Crew
from tests.plugs.test_a_killed_desk import pulled
from tests.postgres import Cluster
from tests.postgres import running as running_cluster

DEPLOY = Path(__file__).parents[2] / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
EXPOSED_MOST = "20"
"""Tenths: systemd's own measure, from 0 (may do nothing) to 100."""
STOP_S = 20


class Way(NamedTuple):
    url: str
    trusted: ssl.SSLContext
    said: list[str]
    """What the proxy writes down, whole once it has ended."""


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_may_do_next_to_nothing(service: Path, tmp_path: Path) -> None:
    units = tmp_path / "units"
    shutil.copytree(DEPLOY, units, ignore=shutil.ignore_patterns("sandbox.conf"))
    # Its program is installed by the operator, not by the tests.
    for each in units.glob("*.service"):
        each.write_text(each.read_text().replace("/opt/lykta/bin/lykta", "/bin/true"))
        (units / f"{each.name}.d").mkdir()
        shutil.copy(DEPLOY / "sandbox.conf", units / f"{each.name}.d")
    name = service.name.replace("@.", "@8000.")
    if name != service.name:
        (units / f"{name}.d").symlink_to(f"{service.name}.d")
        (units / name).symlink_to(service.name)
    said = judged("verify", "--man=no", f"./{name}", folder=units)
    assert (said.returncode, said.stderr) == (0, ""), said.stderr
    said = judged(
        "security", "--offline=true", f"--threshold={EXPOSED_MOST}", f"./{name}", folder=units
    )
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("timer", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.stem)
def test_a_timer_comes_round_again(timer: Path) -> None:
    (when,) = (
        line.split("=", 1)[1]
        for line in timer.read_text().splitlines()
        if line.startswith("OnCalendar=")
    )
    assert judged("calendar", "--iterations=2", when).returncode == 0
    assert timer.with_suffix(".service").is_file()


def judged(*words: str, folder: Path = DEPLOY) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", "--no-pager", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@contextmanager
def the_way_in(folder: Path, desks: str) -> Iterator[Way]:
    """Caddy with our file, on ports of its own."""
    ports = {"LYKTA_HTTP_PORT": str(free_port()), "LYKTA_HTTPS_PORT": str(free_port())}
    own = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    environment = os.environ | ports | own | {"LYKTA_HOST": "localhost", "LYKTA_DESKS": desks}
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    proxy = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert proxy.stderr is not None
    said: list[str] = []
    try:
        for line in proxy.stderr:
            said.append(line)
            if "certificate obtained successfully" in line:
                break
        else:
            raise RuntimeError("".join(said))
        # Somebody has to read on, or a full pipe would stop the proxy.
        reading = Thread(target=lambda: said.extend(proxy.stderr or ()), daemon=True)
        reading.start()
        authority = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        yield Way(
            f"https://localhost:{ports['LYKTA_HTTPS_PORT']}",
            ssl.create_default_context(cafile=str(authority)),
            said,
        )
    finally:
        proxy.terminate()
        proxy.wait(STOP_S)
        reading.join(STOP_S)
        proxy.stderr.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = RunningDesk(folder, None)
    asyncio.run(desk.make())
    yield desk
    desk.stop()


@pytest.fixture
def desk_on_postgresql(tmp_path: Path, postgres: Cluster) -> Iterator[RunningDesk]:
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = RunningDesk(folder, postgres.fresh_database())
    asyncio.run(desk.make())
    yield desk
    desk.stop()


def test_the_proxy_leads_to_desks_and_goes_on_when_one_of_them_ends(
    desk: RunningDesk, tmp_path: Path
) -> None:
    """TLS and HTTP/2; the desk's own headers; files as they were compressed; one desk may go."""
    other = free_port()
    with the_way_in(tmp_path, f"localhost:{desk.port} localhost:{other}") as way:
        url, trusted, said = way
        desk.more["LYKTA_ORIGIN"] = url
        desk.start()
        desk.start(other)
        with httpx.Client(base_url=url, verify=trusted, timeout=15) as client:
            page = client.get("/", headers={"accept-encoding": "br"})
            assert page.status_code == 200
            assert page.headers["content-encoding"] == "br"
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert "max-age=63072000" in page.headers["strict-transport-security"]
            assert "server" not in page.headers
            # A write from our own page is let in by the desk; one from another page is not.
            own = client.post("/api/session/challenge", json={}, headers={"origin": url})
            assert own.status_code != 403
            own_json = {"origin": url, "content-type": "application/json"}
            strange = {"origin": "https://exempel.example"}
            assert (
                client.post("/api/session/challenge", json={}, headers=strange).status_code == 403
            )
            large = client.post("/api/ops", content=b"x" * 1_000_000, headers=own_json)
            assert large.status_code == 413
            endless = client.post("/api/ops", content=b"x" * 3_000_000, headers=own_json)
            assert endless.status_code == 413
            # One desk ends; nobody notices.
            desk.stop_one()
            codes = {client.get("/api/health").status_code for _ in range(20)}
            assert codes == {200}
        assert spoken(url, trusted) == "h2"
    assert not [line for line in said if "remote_ip" in line], "nobody's visit is written down"


async def test_desks_are_renewed_one_after_the_other_while_letters_come_in(
    desk_on_postgresql: RunningDesk, tmp_path: Path
) -> None:
    """[F71] An upgrade: nothing is lost or doubled, and hardly anybody has to send again."""
    desk, other = desk_on_postgresql, free_port()
    with the_way_in(tmp_path, f"localhost:{desk.port} localhost:{other}") as way:
        desk.url = way.url
        desk.start()
        desk.start(other)
        transport = httpx.AsyncHTTPTransport(verify=way.trusted)
        crew = Crew(transport)
        await pulled(desk, 4, desk.renew, crew)
        await transport.aclose()
    # Without the proxy's patience it is thousands: whoever is turned away asks again at once.
    assert crew.weather <= 300, "a desk that is renewed takes the other one with it"
    assert not [line for line in way.said if "remote_ip" in line or '"request"' in line]


def spoken(url: str, trusted: ssl.SSLContext) -> str | None:
    """What is agreed upon with a browser."""
    trusted.set_alpn_protocols(["h2", "http/1.1"])
    port = int(url.rpartition(":")[2])
    with (
        socket.create_connection(("localhost", port)) as line,
        trusted.wrap_socket(line, server_hostname="localhost") as secured,
    ):
        return secured.selected_alpn_protocol()


def test_the_whole_of_it_can_be_composed() -> None:
    """What no machine without a container engine can run is at least read: every service that is
    named is there, nothing runs as root with a root that can be written to, and none but the one
    that ends at once knows how to become the owner of the tables.
    """
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = composed["services"]
    assert set(services) == {"desk", "work", "migrate", "database", "proxy"}
    for name in ("desk", "work", "migrate"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert set(services[name]["depends_on"]) <= set(services)
        assert ("OWNER" in json.dumps(services[name])) is (name == "migrate")
    for secret in ("LYKTA_DB_PASSWORD", "LYKTA_OWNER_PASSWORD"):
        text = json.dumps(composed)
        assert text.count(f"${{{secret}") == text.count(f"${{{secret}:?"), "no default for a secret"
    for volume in services["database"]["volumes"] + services["proxy"]["volumes"]:
        where = volume.partition(":")[0]
        assert where in composed["volumes"] or (DEPLOY / where).is_file(), volume


def test_a_composed_database_has_a_role_for_the_desk_that_owns_nothing(tmp_path: Path) -> None:
    """The script that the database's image runs, run here by a server that has just been made; then
    each command as its container has it.
    """
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    secrets = {"LYKTA_DB_PASSWORD": "paahittat1", "LYKTA_OWNER_PASSWORD": "paahittat2"}
    secrets["LYKTA_HOST"] = "lykta.example"

    def filled(value: str) -> str:
        return re.sub(r"\$\{(\w+):\?[^}]*\}", lambda name: secrets[name[1]], value)

    with running_cluster() as cluster:
        script = tmp_path / "roles.sh"
        script.write_text((DEPLOY / "roles.sh").read_text())
        place = {"PGHOST": str(cluster.sockets), "PGPORT": str(cluster.port)}
        path = f"{cluster.bin}:{os.environ['PATH']}"
        cluster.sql("DROP ROLE lykta")
        subprocess.run(["sh", script], env={"PATH": path, **place, **secrets}, check=True)
        for name, said in (("migrate", "The database is made"), ("desk", "owns no table")):
            given = {key: filled(value) for key, value in services[name]["environment"].items()}
            given = {
                key: value.replace("@database/", f"@127.0.0.1:{cluster.port}/")
                for key, value in given.items()
            }
            given |= {"LYKTA_DATA": str(tmp_path), "LYKTA_KEYS": str(tmp_path / "keys")}
            words = services[name].get("command", ["check"])
            done = subprocess.run(
                [sys.executable, "-m", "lykta", *words],
                env=os.environ | given,
                capture_output=True,
                text=True,
                check=False,
            )
            assert said in done.stdout, done
            assert "  !!  The desk's role" not in done.stdout


def test_the_command_as_root_types_it_reads_both_files_and_becomes_the_desks_user(
    tmp_path: Path,
) -> None:
    """With `setpriv` and the program put in its way, which say how they were called."""
    (tmp_path / "lykta.env").write_text(
        'LYKTA_DATABASE="postgresql+asyncpg://lykta@/lykta?host=one&host=other"\n'
    )
    (tmp_path / "owner.env").write_text('LYKTA_DATABASE_OWNER="paahittad"\n')
    script = tmp_path / "lykta.sh"
    text = (DEPLOY / "lykta.sh").read_text()
    for place in ("/etc/lykta", "/var/lib/lykta"):
        assert place in text
        text = text.replace(place, str(tmp_path))
    script.write_text(text)
    setpriv = tmp_path / "setpriv"
    setpriv.write_text('#!/bin/sh\necho "$@"; pwd; env\n')
    setpriv.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": "/root"}
    words = ["sh", str(script), "unit", "add", "Två ord"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    called, where, *told = done.stdout.splitlines()
    assert called == (
        "--reuid=lykta --regid=lykta --init-groups /opt/lykta/bin/lykta unit add Två ord"
    )
    assert where == str(tmp_path)
    assert {
        "LYKTA_DATABASE=postgresql+asyncpg://lykta@/lykta?host=one&host=other",
        "LYKTA_DATABASE_OWNER=paahittad",
        f"HOME={tmp_path}",
    } <= set(told)
    (tmp_path / "owner.env").unlink()
    again = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert "OWNER" not in again.stdout

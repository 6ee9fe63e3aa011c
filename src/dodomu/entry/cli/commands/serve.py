"""``dodomu serve``: the pages and the worker, for real work."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path

import click

from dodomu.base.settings import Settings
from dodomu.entry import installing, tls
from dodomu.entry.cli.boot import require_outsiders, start
from dodomu.entry.cli.refusals import Refusal
from dodomu.entry.serving import Address, stays_on_this_machine
from dodomu.entry.serving import serve as run_server


@click.command(
    help=_(
        "Start the pages and the worker on this machine and keep them running until Ctrl+C. Others reach them only "
        "when --host names an address of the network, and then only over HTTPS: --tls makes a certificate authority "
        "of this installation and says how phones and laptops learn to trust it."
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port to listen on."))
@click.option("--tls", "with_tls", is_flag=True, help=_("Speak HTTPS with a certificate made here."))
def serve(host: str, port: int, with_tls: bool) -> None:
    """Refuse what is unsafe, then serve."""
    settings = Settings.read()
    _refuse_demonstration(settings)
    if not with_tls and not settings.trust_proxy and not stays_on_this_machine(host):
        raise Refusal(
            _("Names would cross the network in the clear: add --tls, or put a proxy with HTTPS in front of it.")
        )
    address = _address(settings.home, host, port, with_tls)
    opened = start()
    require_outsiders()

    def tell() -> None:
        click.echo(_("Dodomu answers at {url} until Ctrl+C.").format(url=address.url))

    run_server(address, passphrase=opened.passphrase, when_ready=tell)


def _refuse_demonstration(settings: Settings) -> None:
    if settings.demo:
        raise Refusal(_("DODOMU_DEMO is set: unset it, or start the invented scenario with `dodomu demo`."))
    if installing.is_demonstration(settings.home):
        raise Refusal(
            _("DODOMU_HOME holds the invented scenario: set it to a real installation, or run `dodomu demo`.")
        )
    if installing.is_unfinished(settings.home):
        raise Refusal(_("The installation is not finished: run `dodomu init`; it goes on where it stopped."))


def _address(home: Path, host: str, port: int, with_tls: bool) -> Address:
    """Where to listen; tells the settings, before they are read, under which names the pages may be asked for."""
    hosts = [] if host in {"0.0.0.0", "::"} else [host]  # noqa: S104 - compared, not listened on
    if not with_tls:
        _add_hosts(hosts)
        return Address(host, port)
    names = [*hosts, *tls.own_addresses()]
    _add_hosts(names)
    os.environ["DODOMU_SECURE"] = "yes"
    try:
        made = tls.ensure(home, names)
    except ValueError:
        raise Refusal(
            _("--tls serves private addresses only; for a public one use a certificate of its own.")
        ) from None
    address = Address(host, port, made.certificate, made.key)
    _explain_trust(made, address.url)
    return address


def _add_hosts(hosts: list[str]) -> None:
    known = os.environ.get("DODOMU_HOSTS", "")
    os.environ["DODOMU_HOSTS"] = ",".join([*filter(None, [known]), *hosts])


def _explain_trust(made: tls.Certificates, url: str) -> None:
    for line in (
        _("So that phones and laptops trust {url}, install this certificate authority on each of them, once:"),
        "  {file}",
        _("  Fingerprint to compare on the device: {fingerprint}"),
        _("  Android: Settings, Security, Install a certificate, CA certificate."),
        _("  iPhone: open the file, then Settings, General, VPN and device management; then trust it under About."),
        _("  Windows: open the file, Install, Trusted root certification authorities."),
        _("  macOS: open the file in Keychain Access and set it to always trusted."),
        _("  Linux: import it in the browser under certificates, authorities."),
    ):
        click.echo(line.format(url=url, file=made.authority, fingerprint=made.fingerprint))

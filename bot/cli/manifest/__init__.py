"""`spil manifest`: what a platform must know to make Spil's app there, with no right that Spil does not use."""

import json
from pathlib import Path
from uuid import UUID

import click

from bot.cli.manifest.slack import slack_manifest
from bot.cli.manifest.teams import teams_manifest, teams_package


@click.group()
def command() -> None:
    """Print the manifest by which a platform makes Spil's app."""


@command.command()
@click.option(
    "--http", "url", metavar="URL", help="Slack calls Spil at this https address; else Spil calls Slack."
)
@click.option(
    "--follow", is_flag=True, help="Also go on in a thread without a mention; Slack then sends all talk."
)
def slack(url: str | None, follow: bool) -> None:
    """For api.slack.com/apps, Create New App, From a manifest."""
    if url and not url.startswith("https://"):
        raise click.BadParameter("Slack only calls https:// addresses", param_hint="--http")
    click.echo(json.dumps(slack_manifest(follow, url), indent=2, ensure_ascii=False))


@command.command()
@click.option("--app-id", type=click.UUID, required=True, help="The bot's application id in Entra.")
@click.option("--url", required=True, help="The https address by which people reach Spil.")
@click.option(
    "--zip", "package", type=click.Path(path_type=Path), help="Write the package to upload instead."
)
def teams(app_id: UUID, url: str, package: Path | None) -> None:
    """For Teams, Apps, Manage your apps, Upload a custom app (that wants the package)."""
    if not url.startswith("https://"):
        raise click.BadParameter("Teams only takes https:// addresses", param_hint="--url")
    manifest = teams_manifest(str(app_id), url)
    if package is None:
        click.echo(json.dumps(manifest, indent=2, ensure_ascii=False))
        return
    try:
        package.write_bytes(teams_package(manifest))
    except OSError as refused:
        raise click.ClickException(f"cannot write {package}: {refused.strerror}") from None

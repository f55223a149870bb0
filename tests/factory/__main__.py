"""``python -m tests.factory OUT``: write a fictional county into a records folder."""

from __future__ import annotations

from pathlib import Path

import click

from tests.factory.county import SAMPLE_HOUSEHOLDS, SAMPLE_SEED, SAMPLE_VILLAGES
from tests.factory.write import NotADemonstration, write_county


@click.command()
@click.option("--townships", type=click.IntRange(1), help="How many; by default as many as suit.")
@click.option("--villages", type=click.IntRange(1), default=SAMPLE_VILLAGES, show_default=True)
@click.option("--households", type=click.IntRange(3), default=SAMPLE_HOUSEHOLDS, show_default=True)
@click.option("--seed", type=int, default=SAMPLE_SEED, show_default=True)
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
def main(townships: int | None, villages: int, households: int, seed: int, out: Path) -> None:
    """Write a fictional county into OUT; with the defaults, the committed sample.

    Files of an earlier fictional county in OUT are replaced. A real county is refused.
    """
    try:
        count = write_county(
            out, villages=villages, households=households, seed=seed, townships=townships
        )
    except (NotADemonstration, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} records written to {out}")


if __name__ == "__main__":
    main()

"""``python -m s2sdiff_cli`` is ``s2sdiff``."""

from s2sdiff_cli.main import main

main(prog_name="s2sdiff")

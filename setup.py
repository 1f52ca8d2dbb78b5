"""Packages found in the folders: `rules/` is installed as `xlplan_rules`. The handbook's pages are
built with the package, from docs/. All else stands in pyproject.toml."""

import importlib.util
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

RULES = ["xlplan_rules", *(f"xlplan_rules.{name}" for name in find_packages("rules"))]


class WithPages(build_py):
    """Also `pip install -e .` comes here, and writes the pages into the folder of the source."""

    def run(self):
        spec = importlib.util.spec_from_file_location(
            "sidor", Path(__file__).parent / "docs" / "sidor.py"
        )
        sidor = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sidor)
        sidor.write()
        super().run()


setup(
    packages=[*find_packages(include=["xlplan", "xlplan.*"]), *RULES, "xlplan.ribbon.files"],
    package_dir={
        "xlplan": "xlplan",
        "xlplan_rules": "rules",
        "xlplan.ribbon.files": "workbooks/tillagg",
    },
    cmdclass={"build_py": WithPages},
)

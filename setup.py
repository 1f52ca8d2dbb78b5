"""Packages found in the folders: `rules/` is installed as `xlplan_rules`. All else stands in
pyproject.toml."""

from setuptools import find_packages, setup

RULES = ["xlplan_rules", *(f"xlplan_rules.{name}" for name in find_packages("rules"))]

setup(
    packages=[*find_packages(include=["xlplan", "xlplan.*"]), *RULES, "xlplan.ribbon.files"],
    package_dir={
        "xlplan": "xlplan",
        "xlplan_rules": "rules",
        "xlplan.ribbon.files": "workbooks/tillagg",
    },
)

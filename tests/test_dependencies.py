"""Every dependency is used, and everything that is imported is a dependency."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.printing import ROOT

# Asked for by name but imported by nobody here: WOFF2 needs the one, time zones the other; the font is only files.
INDIRECT = {"brotli", "tzdata", "font-source-sans-pro"}


def test_imports_and_dependencies_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}
    asked_for = [*project["optional-dependencies"]["fast"], *project["optional-dependencies"]["cluster"]]
    extras = {re.match(r"[\w.-]+", line)[0].lower() for line in asked_for}
    modules = set()
    for file in [*ROOT.glob("plugins/**/*.py"), ROOT / "pelicanconf.py"]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"plugins", "pelicanconf"}
    assert extras <= modules  # whose modules have the names of the packages
    where = packages_distributions()
    # several packages may share a name, as Pelican's plugins do
    spelt = {module: {package.lower().replace("_", "-") for package in where[module]} for module in foreign - extras}
    imported = {sorted(packages & names or packages)[0] for packages in spelt.values()}
    assert imported == names - INDIRECT

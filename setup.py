"""Find the packages of the four top-level folders: they are one import package (docs/decisions/0001)."""

from setuptools import find_packages, setup

FOLDERS = {"kg": "kg", "kg.loaders": "loaders", "kg.ontologies": "ontologies", "kg.queries": "queries"}

PACKAGES = [f"{name}.{found}" for name, folder in FOLDERS.items() for found in find_packages(folder)]

setup(package_dir=FOLDERS, packages=[*FOLDERS, *PACKAGES])

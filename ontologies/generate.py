"""Makes everything that follows from ``als_kg.yaml`` and the table of mechanisms.

``python -m kg.ontologies.generate`` writes the files, ``--check`` compares them with what lies
there, names those that drifted and exits 1. Runs in a checkout; needs LinkML (extra ``dev``).
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rdflib import OWL, RDF, Graph, URIRef

from kg.ontologies.constants import constants
from kg.ontologies.fields import evidence_fields
from kg.ontologies.page import page
from kg.ontologies.scheme import scheme
from kg.ontologies.source import YAML, read
from kg.ontologies.turtle import stable

ROOT = YAML.parent.parent
MECHANISMS = ROOT / "loaders" / "curated" / "mechanisms.tsv"


def _generator(module: str, name: str, **options: Any) -> Any:
    """Make a LinkML generator over the schema, quiet about defaults that it means to change."""
    logging.getLogger("linkml").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = getattr(__import__(f"linkml.generators.{module}", fromlist=[name]), name)
        return made(str(YAML), metadata=False, **options)


def owl() -> str:
    """Write the schema in OWL, in Biolink's own IRIs (`gen-owl --no-use-native-uris --xsd-anyuri-as-iri`)."""
    made = _generator(
        "owlgen",
        "OwlSchemaGenerator",
        use_native_uris=False,
        xsd_anyuri_as_iri=True,
        metaclasses=False,
        type_objects=False,
        add_root_classes=False,
        default_permissible_value_type="owl:NamedIndividual",
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
        skip_abstract_class_as_unionof_subclasses=True,
    )
    graph = _parse(made)
    _name_refined_slots(graph)
    return stable(graph)


def _name_refined_slots(graph: Graph) -> None:
    """Give slots that a class refines their own IRI: gen-owl falls back to the native one there."""
    expand = graph.namespace_manager.expand_curie
    native = {expand(f"ALSKG:{slot.name}"): expand(slot.uri) for slot in read().slots.values()}
    for s, p, o in list(graph.triples((None, OWL.onProperty, None))):
        if isinstance(o, URIRef) and o in native:
            graph.set((s, p, native[o]))


def shacl() -> str:
    """Write the schema's shapes, open ones: direct triples would break closed shapes (`gen-shacl --non-closed`)."""
    return stable(_parse(_generator("shaclgen", "ShaclGenerator", closed=False)))


def domains() -> str:
    """Write categories, predicates, and what each kind of edge joins, as plain triples for the rules."""
    schema = read()
    graph = Graph(bind_namespaces="none")
    for prefix in ("ALSKG", "biolink"):
        graph.bind(prefix, schema.prefixes[prefix][0])
    expand = graph.namespace_manager.expand_curie
    for one in schema.categories():
        graph.add((expand(one.uri), RDF.type, expand("ALSKG:Category")))
    for one in schema.associations():
        for curie in one.predicates:
            graph.add((expand(curie), RDF.type, expand("ALSKG:Predicate")))
            graph.add((expand(one.uri), expand("ALSKG:joins_by"), expand(curie)))
        for link, ends in (("ALSKG:joins_from", one.subjects), ("ALSKG:joins_to", one.objects)):
            for name in ends:
                graph.add((expand(one.uri), expand(link), expand(schema.classes[name].uri)))
    return stable(graph)


def context() -> str:
    """Write the JSON-LD context."""
    made = json.loads(_generator("jsonldcontextgen", "ContextGenerator").serialize())
    return json.dumps({"@context": made["@context"]}, indent=2, ensure_ascii=False) + "\n"


def _parse(generator: Any) -> Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(data=generator.serialize(), format="turtle")


OUTPUTS: dict[str, Callable[[], str]] = {
    "kg/schema/generated.py": lambda: constants(read()),
    "kg/model/evidence_fields.py": evidence_fields,
    "docs/schema.md": lambda: page(read()),
    "ontologies/generated/als_kg.owl.ttl": owl,
    "ontologies/generated/als_kg.shacl.ttl": shacl,
    "ontologies/generated/als_kg.domains.ttl": domains,
    "ontologies/generated/als_kg.context.jsonld": context,
    "ontologies/mechanisms.skos.ttl": lambda: stable(scheme(MECHANISMS)),
}
"""What is generated: path below the checkout, and who makes it."""


def drifted(outputs: dict[str, Callable[[], str]] = OUTPUTS, root: Path = ROOT) -> list[str]:
    """List the files that are missing or differ from what would be generated."""
    return [
        name
        for name, make in outputs.items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != make()
    ]


def main(argv: list[str] | None = None) -> int:
    """Write the files, or with ``--check`` compare them; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.ontologies.generate", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file has drifted")
    if parser.parse_args(argv).check:
        found = drifted()
        for name in found:
            sys.stderr.write(f"{name} differs from what the schema gives. Run `python -m kg.ontologies.generate`.\n")
        return 1 if found else 0
    for name, make in OUTPUTS.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

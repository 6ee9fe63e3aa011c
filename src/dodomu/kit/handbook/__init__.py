"""The documents of this repository, read inside the application: which there are, and how they become a page."""

from dodomu.kit.handbook.files import Document, Kind, document, documents, documents_of, handed_out
from dodomu.kit.handbook.rendering import Rendered, render, title_of
from dodomu.kit.handbook.terms import GLOSSARY_NAME, Term, term, terms

__all__ = [
    "GLOSSARY_NAME", "Document", "Kind", "Rendered", "document", "documents", "documents_of", "handed_out", "render",
    "Term", "term", "terms", "title_of",
]  # fmt: skip

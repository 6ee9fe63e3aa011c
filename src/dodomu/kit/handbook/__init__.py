"""The documents of this repository, read inside the application: which there are, and how they become a page."""

from dodomu.kit.handbook.files import Document, Kind, document, documents, documents_of, handed_out
from dodomu.kit.handbook.rendering import Rendered, render, title_of

__all__ = ["Document", "Kind", "Rendered", "document", "documents", "documents_of", "handed_out", "render", "title_of"]

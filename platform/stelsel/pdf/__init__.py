"""Documents as PDF/UA-1: a template of ours, filled with data. Posters and leaflets are made so, and letters can be.

    pdf.write(Path(__file__).with_name("poster.typ"), data, language="nl", title="Taalcafé")

A template is a typst file with one function, `sheet(data)`; it imports `house.typ` for type and ink. What people
typed is data only: it is never read as typst, and a document reaches no file, package or network (SECURITY P-22).
What would make a document that not everybody can read (no title, a picture without words) is refused.
"""

from stelsel.pdf.engine import picture, write

__all__ = ["picture", "write"]

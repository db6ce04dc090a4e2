"""An edition as the conditions of its procedure see it: facts are quantities, dwellings are places."""

from functools import lru_cache

from assessor.criteria.model import Edition


@lru_cache(maxsize=16)
def procedure_view(edition: Edition) -> Edition:
    """The edition with the facts of its procedure as quantities of the building, and without its rows.

    An edition without a procedure is seen as it is, without its rows.
    """
    procedure = edition.procedure
    if procedure is None:
        return Edition(edition.head, (), edition.kinds, edition.quantities, edition.digest)
    kinds = {**edition.kinds, **{kind.code: kind for kind in procedure.kinds}}
    quantities = {**edition.quantities, **procedure.quantities}
    return Edition(edition.head, (), kinds, quantities, edition.digest, procedure=procedure)

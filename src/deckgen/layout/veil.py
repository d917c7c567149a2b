"""Pages on which something is still empty that the next page shows."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.layout.block import Beside, Block, Empty, Headed, Stack
from deckgen.layout.builds import Appearing
from deckgen.layout.grid import GridBlock
from deckgen.layout.pages import Page
from deckgen.layout.settled import Settled
from deckgen.layout.strip import Strip


def with_veil(page: Page) -> tuple[Page, ...]:
    """The page, after one on which the columns that come later are empty and nothing follows from them yet.

    Both have the same geometry, so that nothing moves when the columns are filled.
    """
    if not _has_later(page.block):
        return (page,)
    return replace(page, block=_veiled(page.block)), page


def _has_later(block: Block) -> bool:
    match block:
        case Stack() | Beside():
            return any(map(_has_later, block.blocks))
        case Headed():
            return _has_later(block.content)
        case Appearing() | Settled():
            return _has_later(block.block)
        case GridBlock():
            return bool(block.later)
        case _:
            return False


def _veiled(block: Block) -> Block:
    match block:
        case Stack() | Beside():
            return replace(block, blocks=tuple(map(_veiled, block.blocks)))
        case Headed():
            return replace(block, content=_veiled(block.content))
        case Appearing() | Settled():
            return replace(block, block=_veiled(block.block))
        case GridBlock():
            return block.with_veil()
        case Strip(follows=True):
            return Empty(block.place, room=block)
        case _:
            return block

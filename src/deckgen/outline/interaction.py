"""The blocks in which a class takes part: quizzes and polls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from msgspec import Meta, field

from deckgen.address import address
from deckgen.codes import Code
from deckgen.diagnostics import Sink, error
from deckgen.outline.desugar import has, items_of, list_of, only_entry, written
from deckgen.outline.element import NeverEmpty, Outside, Selectable, Sourced, Words, meet
from deckgen.outline.forms import NAME, TYPED, JsonSchema, array_of, mapping_of, ref
from deckgen.regex import regex
from deckgen.source import ListNode, MapNode, Node, TextNode

LONGEST_LINK = 200
FEWEST_CHOICES, MOST_CHOICES = 2, 6
_ADDRESS = regex(r"https?://[^\s/]+\S*")


class Choice(Selectable, frozen=True):
    """One of the choices of a quiz. Written short: `text`, and `answer: text` for the right one."""

    noun: ClassVar[str] = "a choice"

    text: Annotated[
        Words,
        Meta(
            description="The text of the choice.",
            examples=["quiz:\n  - choice: Only the kernel\n  - answer: Only the applications layer"],
        ),
    ] = field(name="choice")
    answer: Annotated[
        bool,
        Meta(
            description="`true` marks the right choice, which a click reveals. Written short: `answer: text`.",
            examples=["quiz:\n  - Only the kernel\n  - {choice: Only the applications layer, answer: true}"],
        ),
    ] = False

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.is_null:
                return written(node.place, choice=node)
            case MapNode() if has(node, "choice"):
                return node
            case MapNode() if (only := only_entry(node)) and only.key.text == "answer":
                if isinstance(only.value, TextNode):
                    return written(node.place, choice=only.value, answer=TextNode("true", only.key.place))
        sink.wrong(node, "a choice is text", "write `- text`, and `- answer: text` for the right one")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True, keys=["answer"])]


class Quiz(Sourced, frozen=True):
    """Choices, of which a click reveals the right one; the slide's title asks. Written short: the choices alone."""

    noun: ClassVar[str] = "a quiz"
    instead: ClassVar[Mapping[str, str]] = {
        "answer": "write `answer: …` for the right one among the `choices`",
        "question": "the title of the slide asks: write it as `title: …` there",
        "time": "did you mean `seconds`?",
        "timer": "did you mean `seconds`?",
    }

    choices: Annotated[
        tuple[Choice, ...],
        Meta(
            description="The choices; `answer: text` is the right one.",
            examples=["quiz:\n  choices:\n    - Only the kernel\n    - answer: Only the applications layer"],
        ),
    ]
    explanation: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="The reason why the answer is right; it appears with the answer.",
            examples=["quiz:\n  choices: [No, answer: Yes]\n  explanation: The kernel comes from the host."],
        ),
    ] = None
    seconds: Annotated[
        float | None,
        Meta(
            gt=0,
            description="The time to think, shown below the choices.",
            examples=["quiz:\n  choices: [No, answer: Yes]\n  seconds: 30"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, ListNode):
            return written(node.place, choices=node)
        if isinstance(node, MapNode) and not has(node, *cls.field_names()) and has(node, "answer"):
            return written(node.place, choices=list_of(items_of(node), node.place))
        if isinstance(node, TextNode):
            sink.wrong(node, "a quiz is a list of choices", "put `- ` before each choice")
            return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [array_of(ref(Choice))]

    def pruned(self) -> Self | None:
        """The quiz, or None without an answer or with only one choice: it would ask nothing."""
        return self if len(self.choices) > 1 and any(choice.answer for choice in self.choices) else None

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        if not element.is_sound:
            return
        count = len(element.choices)
        if not FEWEST_CHOICES <= count <= MOST_CHOICES:
            message = f"a quiz has {FEWEST_CHOICES} to {MOST_CHOICES} choices, but this one has {count}"
            hint = (
                "put `- ` before each choice"
                if count < FEWEST_CHOICES
                else "leave some out, or make two quizzes of it"
            )
            sink.error(Code.CHOICE_COUNT, message, node.place, hint)
        elif not any(choice.answer for choice in element.choices):
            hint = "write `- answer: …` for the choice that is right"
            sink.error(Code.MISSING_ANSWER, "no choice of this quiz is the answer", node.place, hint)
        for number, choice in enumerate(element.choices):
            same = (
                one for one in element.choices[:number] if one.text.plain == choice.text.plain and meet(one, choice)
            )
            if (other := next(same, None)) is not None:
                message = f"two choices of this quiz are `{choice.text.plain}`"
                found = error(Code.ID_TWICE, message, choice.text.place, "change one of them, or remove it")
                sink.add(found.related_to(other.text.place, "the other one"))


class Poll(Selectable, frozen=True):
    """A QR code that phones scan to take part in a poll, and its link in words. Written short: the link."""

    noun: ClassVar[str] = "a poll"

    link: Annotated[
        Words,
        Outside,
        Meta(
            description="The address of the poll's page. The code is made here, and nothing is sent anywhere.",
            examples=["poll: https://example.org/vote"],
        ),
    ]
    text: Annotated[
        Words | None,
        Meta(
            description="The instruction above the code.",
            examples=["poll: {link: https://example.org/vote, text: Scan and vote}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, link=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        link = element.link
        if not _ADDRESS.fullmatch(link.raw) or address(link.raw) is None:
            hint = f"write `https://{link.raw}`" if "://" not in link.raw else "write `https://…`"
            sink.error(Code.NOT_A_LINK, f"`{link.raw}` is no address of a web page", link.place, hint)
        elif len(link.raw) > LONGEST_LINK:
            message = (
                f"this link has {len(link.raw)} characters, but a code holds {LONGEST_LINK} to be scanned from afar"
            )
            sink.error(Code.LINK_TOO_LONG, message, link.place, "make a short link that leads to it")

"""Markdown of an answer → content tree. What the tree cannot hold is refused, never dropped."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge.content import Block, Inline, ListBlock
from knowledge.problems import Fault

_REFUSED = {
    "heading": "un titre",
    "fence": "un bloc de code",
    "code_block": "un bloc de code (ligne en retrait)",
    "blockquote": "une citation",
    "hr": "un trait",
    "em": "de l’italique",
    "image": "une image",
    "hardbreak": "un retour à la ligne forcé (espaces en fin de ligne)",
}


def _parser() -> MarkdownIt:
    # HTML is recognised in order to be refused: turned off, tags would be shown as text.
    # For the same reason every link is recognised, whatever its scheme.
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = _any_link
    return parser


def _any_link(url: str) -> bool:  # the name of the argument is markdown-it's
    return bool(url)


_MARKDOWN = _parser()


def parse_markdown(text: str, *, first_line: int = 1) -> tuple[tuple[Block, ...], list[Fault]]:
    """The blocks of `text` and what was refused in it; lines count from `first_line`."""
    builder = _TreeBuilder(first_line)
    root = SyntaxTreeNode(_MARKDOWN.parse(text))
    blocks = [block for node in root.children for block in builder.block(node)]
    return tuple(blocks), builder.faults


class _TreeBuilder:
    def __init__(self, first_line: int) -> None:
        self.faults: list[Fault] = []
        self._shift = first_line
        self._line = first_line

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        self._move_to(node)
        if node.type == "paragraph":
            return [{"type": "paragraph", "children": self._inline_of(node)}]
        if node.type in ("bullet_list", "ordered_list"):
            return [self._list(node)]
        self._refuse(node)
        return []

    def _list(self, node: SyntaxTreeNode) -> ListBlock:
        ordered = node.type == "ordered_list"
        if ordered and node.attrGet("start") not in (None, 1):
            self._fault("list_start", "une liste numérotée commence à 1, d’un seul tenant.")
        return {"type": "list", "ordered": ordered, "items": [self._item(i) for i in node.children]}

    def _item(self, node: SyntaxTreeNode) -> list[Inline]:
        self._move_to(node)
        if not node.children:
            self._fault("list_item", "cette ligne de liste est vide.")
        children: list[Inline] = []
        for index, part in enumerate(node.children):
            self._move_to(part)
            if index or part.type != "paragraph":
                self._fault("list_item", "une ligne de liste tient en un seul paragraphe.")
            else:
                children = self._inline_of(part)
        return children

    def _inline_of(self, node: SyntaxTreeNode) -> list[Inline]:
        return self._inline([child for part in node.children for child in part.children])

    def _inline(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
        children: list[Inline] = []
        for node in nodes:
            for child in self._node(node):
                last = children[-1] if children else None
                if child["type"] == "text" and last is not None and last["type"] == "text":
                    last["text"] += child["text"]
                else:
                    children.append(child)
        return children

    def _node(self, node: SyntaxTreeNode) -> list[Inline]:
        match node.type:
            case "text" | "text_special":
                return [{"type": "text", "text": node.content}] if node.content else []
            case "softbreak":
                self._line += 1
                return [{"type": "text", "text": " "}]
            case "code_inline":
                return [{"type": "code", "text": node.content}]
            case "strong":
                return [{"type": "bold", "children": self._inline(node.children)}]
            case "link":
                return self._link(node)
            case _:
                self._refuse(node)
                return []

    def _link(self, node: SyntaxTreeNode) -> list[Inline]:
        href = str(node.attrGet("href") or "")
        children = self._inline(node.children)
        if not href.startswith(("https://", "mailto:")):
            self._fault("link_refused", f"lien « {href} » refusé : https:// ou mailto: seulement.")
        if node.attrGet("title"):
            self._fault("link_refused", "un lien n’a pas d’infobulle.")
        if not children:
            self._fault("link_refused", f"le lien « {href} » n’a pas de libellé.")
        return [{"type": "link", "href": href, "children": children}]

    def _refuse(self, node: SyntaxTreeNode) -> None:
        if node.type.startswith("html"):
            self._fault("html_refused", "pas de HTML dans une fiche (entre `accents graves` ?).")
        else:
            what = _REFUSED.get(node.type, node.type)
            self._fault("markup_refused", f"{what} n’est pas admis dans une fiche.")

    def _move_to(self, node: SyntaxTreeNode) -> None:
        if node.map is not None:
            self._line = node.map[0] + self._shift

    def _fault(self, code: str, message: str) -> None:
        self.faults.append(Fault(self._line, code, message))
